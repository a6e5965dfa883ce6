# How documents are used in answers, and what they lack.

answers-now = How your documents are used in answers: { $mode }.
answers-strict = only from your documents
answers-adaptive = your documents first
answers-creative = your documents as one source among others
answers-strict-means = What clients ask for is answered from your documents, or not at all.
answers-adaptive-means = Your documents come first; where they are silent, the AI goes by your method and what the client has said.
answers-creative-means = Your documents are one source of ideas; the AI may go beyond them.
answers-strict-button = Only from my documents
answers-adaptive-button = My documents first
answers-creative-button = One source among others
answers-shown = Clients see below an answer where it comes from.
answers-hidden = Clients do not see where an answer comes from. You always do, below the AI's words in the topic.
answers-show-button = Show clients the sources
answers-hide-button = Hide the sources from clients
answers-silent =
    Where the documents are silent, “only from your documents” says:
    “{ $words }”
answers-ours-button = Our words again
answers-how = To say it in your own words: /answers say, and your words behind it. What clients asked for in vain is under /gaps.
answers-too-long = That is { $length } characters; { $limit } fit. Nothing has changed.

gaps-none = Nothing is open: whatever clients asked for, your documents had something on it, or you have seen to it.
gaps-list = { $count ->
    [one] One question that your documents do not answer.
   *[other] { $count } questions that your documents do not answer, the newest first.
}
gaps-how = Send me a file or a note that answers one, then tap Done.
gap-close-button = Done with { $number }
gap-reopen-button = Undo
gaps-more-button = Older ones

menu-coach-answers = How your documents are used in answers
menu-coach-gaps = What clients asked for and your documents lack

source-page = p. { $at }
source-slide = slide { $at }
source-sheet = sheet { $at }
why-sources = It stands on: { $sources }
why-remembered = What it remembered of { $client }:
why-the-ai = the AI
why-remembered-sessions = • the sessions of { $days }
why-insight-goal = goal
why-insight-blocker = what stands in the way
why-insight-breakthrough = breakthrough
why-insight-pattern = pattern
why-insight-preference = preference
why-insight-fact = about their life
