### The upload page, on a coach's phone or computer.

upload-heading = Add files to your knowledge
upload-for = For { $coach }. This page works until { $until }.
upload-opening = One moment…
upload-choose-button = Choose files
upload-drop = or drop them here
upload-accepts = PDF, Word, PowerPoint, Excel, text, pictures, sound and film; up to { $limit } each.
upload-summary = { $ready } ready, { $underWay } under way, { $needYou ->
        [one] { $needYou } needs you
       *[other] { $needYou } need you
    }
upload-keep-open = Keep this page open until all is sent.
upload-all-here = All is here. You can close this page: the reading goes on.
upload-waiting = Waits for its turn
upload-sending = { $percent }% sent
upload-interrupted = No connection. It goes on by itself as soon as there is one.
upload-choose-again = { $percent }% is here. Choose the same file again, and the rest is sent.
upload-queued = Here, and waits to be read
upload-asked = { $minutes } min of speech: about { $cost } on your key. Your bot asks you in Telegram whether to start.
upload-asked-unpriced = { $minutes } min of speech, written down on your key. Your bot asks you in Telegram whether to start.
upload-extracting = Being read: { $percent }%
upload-embedding = Being learned: { $percent }%
upload-ready = Ready: your assistant knows it
upload-no-room = The server has no room for this file. Ask whoever runs it to make some.
upload-remove = Remove { $name }
upload-same-title = You have an older “{ $title }”, from { $date }.
upload-replace-button = Replace the old one
upload-keep-button = Keep both
upload-same-many = { $count } of these files are called like older ones of yours.
upload-replace-all-button = Replace all the old ones
upload-keep-all-button = Keep all
upload-link-gone = This link has been opened on another device, or its time is over. Send /upload to your bot for a new one.
upload-unreachable = The server can't be reached.
upload-again-button = Try again
