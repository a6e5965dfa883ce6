# Files that a coach sends in private, and the message that says what becomes of them.

batch-nothing = Nothing is left of these files.
batch-come = “{ $title }” has come.
batch-waits = “{ $title }” is here, and waits to be read.
batch-reading = “{ $title }” is being read: { $percent }%.
batch-learning = “{ $title }” is being learned: { $percent }%.
batch-ready = “{ $title }” is ready: your assistant knows it.
batch-ready-pages = “{ $title }” is ready ({ $pages ->
        [one] { $pages } page
       *[other] { $pages } pages
    }): your assistant knows it.
batch-left-out = “{ $title }” is left out.
batch-all-ready = All { $count } are ready: your assistant knows them.
batch-ready-count = { $count } ready
batch-under-way-count = { $count } under way
batch-needs-you-count = { $count ->
        [one] { $count } needs you
       *[other] { $count } need you
    }
batch-known-count = { $count } known already
batch-left-out-count = { $count } left out
batch-problem = “{ $title }”: { $problem }
batch-more = … and { $count } more like these.
batch-more-names = and { $count } more
batch-known = { $count ->
        [one] I know this one already: { $titles }.
       *[other] I know these { $count } already: { $titles }.
    }
batch-older = { $count ->
        [one] You have an older { $titles }. Does the new one take its place?
       *[other] { $count } of these are called like older ones of yours: { $titles }. Do the new ones take their place?
    }
batch-quoted = “{ $title }”
batch-replace-button = Replace the older one
batch-speech = { $count ->
        [one] { $count } recording
       *[other] { $count } recordings
    }, { $duration } of speech: about { $cost } on your key.
batch-speech-unpriced = { $count ->
        [one] { $count } recording
       *[other] { $count } recordings
    }, { $duration } of speech, written down on your key. What your model costs I don't know.
batch-speech-no-key = { $count ->
        [one] { $count } recording
       *[other] { $count } recordings
    }, { $duration } of speech. To have it written down I need your key: /key.
batch-hours = { $hours } h { $minutes } min
batch-minutes = { $minutes } min
batch-start-button = Start
batch-texts-button = Only the texts
batch-leave-out-button = Leave it out
batch-start-after-all-button = Write down the speech after all
batch-tap-over = That has been decided already.
file-too-big-upload = Telegram gives me no file over 20 MB. /upload opens a page that takes it.
file-too-big-pieces = Telegram gives me no file over 20 MB. Send it in smaller pieces; of a film the sound is enough.
file-no-room = The server has no room for this file. Ask whoever runs it to make some, then send it again.
file-not-fetched = Telegram didn't give me this file, however often I asked. Send it again.
file-kind-unreadable = This can't become knowledge. Send me documents, pictures, recordings, films or voice notes.
file-named-document = File, { $date }
file-named-photo = Picture, { $date }
file-named-voice = Voice note, { $date }
file-named-audio = Recording, { $date }
file-named-video = Film, { $date }
file-named-video-note = Video message, { $date }

docs-none = Your assistant knows no documents yet. Send me some here: PDF, Word, slides, pictures, recordings, as many as you like, up to 20 MB each.
docs-none-upload = Your assistant knows no documents yet. Send me some here: PDF, Word, slides, pictures, recordings, as many as you like. What is over 20 MB goes by the page that /upload opens.
docs-list = { $count ->
        [one] Your assistant knows { $count } document:
       *[other] Your assistant has { $count } documents, the newest first:
    }
docs-found = With “{ $words }”:
docs-not-found = There is nothing with “{ $words }” in its title.
docs-how = A number opens one. “/docs boundaries” finds those with “boundaries” in their title.
docs-reindexing = I am reading your documents anew for the new model: { $done } of { $total }. Until then your assistant answers from what it knew before.
docs-state-queued = waits
docs-state-asked = waits for your word
docs-state-extracting = being read, { $percent }%
docs-state-embedding = being learned, { $percent }%
docs-state-ready = ready
docs-state-failed = needs you
docs-pages = { $pages ->
        [one] { $pages } page
       *[other] { $pages } pages
    }
docs-added = Added { $date }
docs-all-button = All documents
docs-rename-button = Rename
docs-remove-button = Remove
docs-remove-ask = Remove “{ $title }”? Your assistant will no longer know it.
docs-remove-sure-button = Yes, remove it
docs-keep-button = Keep it
docs-removed = “{ $title }” is removed. For a minute you can have it back.
docs-undo-button = Undo
docs-no-undo = The minute is over. Send the file again to have it back.
docs-gone = This document is no longer there.
docs-ask-title = What shall “{ $title }” be called?
menu-coach-docs = What your assistant knows
snippet-add-button = Add to my knowledge
snippet-gone = Your message is no longer there. Send it again.
