### A key that the AI service refuses: one message to the coach, edited as things change. $clients are names.

incident-key-refused = 🔑 Your clone can't answer since { $since }: the AI service refuses your key.
incident-quota-spent = 🔑 Your clone can't answer since { $since }: your key has no credit left at the AI service.
incident-waiting =
    { $count ->
        [one] One client is waiting: { $clients }
       *[other] { $count } clients are waiting, the longest first: { $clients }
    }
incident-nobody-waits = No client is waiting right now.
incident-what-to-do = Send me another key with /key, or mend this one with the AI service. I also try it by myself. As soon as it works, those who wait are answered, the longest first. Each of them has been told once that you know.
incident-tried = Last tried at { $time }: not yet.
incident-over =
    { $count ->
        [one] ✅ Your clone answers again. The key did not work from { $from } to { $to }; one client had to wait and is being answered, unless you were there first.
       *[other] ✅ Your clone answers again. The key did not work from { $from } to { $to }; { $count } clients had to wait and are being answered, the longest first, save those whom you were there for.
    }
incident-key-removed = 🔑 Your key is removed, so your clone answers nobody. What your clients write, and what they have been waiting with, comes straight to you. /key gives me another one.
incident-key-removed-demo = 🔑 Your key is removed, and the rehearsal answers again, those who have been waiting first: no language model is connected. /key gives me another one.
key-other-button = Use another key
key-again-button = Try again
tap-trying-key = I'm trying it now.
board-key-dead =
    { $count ->
        [one] 🔑 Your key does not work since { $since }: one client waits. /key in our private chat
       *[other] 🔑 Your key does not work since { $since }: { $count } clients wait. /key in our private chat
    }
ai-may-answer-no-key = The AI can't answer { $client } now: the AI service refuses your key. Send me another with /key in our private chat.
