# How documents are used in answers, and what they lack.

answers-now = So werden deine Dokumente in Antworten verwendet: { $mode }.
answers-strict = nur aus deinen Dokumenten
answers-adaptive = zuerst deine Dokumente
answers-creative = deine Dokumente als eine Quelle unter anderen
answers-strict-means = Wonach Klienten fragen, wird aus deinen Dokumenten beantwortet oder gar nicht.
answers-adaptive-means = Deine Dokumente kommen zuerst; wo sie schweigen, richtet sich die KI nach deiner Methode und dem, was der Klient gesagt hat.
answers-creative-means = Deine Dokumente sind eine Quelle von Ideen; die KI darf darüber hinausgehen.
answers-strict-button = Nur aus meinen Dokumenten
answers-adaptive-button = Zuerst meine Dokumente
answers-creative-button = Eine Quelle unter anderen
answers-shown = Klienten sehen unter einer Antwort, woher sie kommt.
answers-hidden = Klienten sehen nicht, woher eine Antwort kommt. Du immer, unter den Worten der KI im Thema.
answers-show-button = Klienten die Quellen zeigen
answers-hide-button = Quellen vor Klienten verbergen
answers-silent =
    Wo die Dokumente schweigen, sagt „nur aus deinen Dokumenten“:
    „{ $words }“
answers-ours-button = Wieder unsere Worte
answers-how = Mit deinen eigenen Worten: /answers say und dahinter dein Text. Wonach Klienten vergeblich gefragt haben, steht unter /gaps.
answers-too-long = Das sind { $length } Zeichen; { $limit } passen. Es hat sich nichts geändert.

gaps-none = Nichts ist offen: Zu allem, wonach gefragt wurde, hatten deine Dokumente etwas, oder du hast dich darum gekümmert.
gaps-list = { $count ->
    [one] Eine Frage, die deine Dokumente nicht beantworten.
   *[other] { $count } Fragen, die deine Dokumente nicht beantworten, die neuesten zuerst.
}
gaps-how = Schick mir eine Datei oder eine Notiz, die eine beantwortet, und tippe dann auf Erledigt.
gap-close-button = Erledigt: { $number }
gap-reopen-button = Rückgängig
gaps-more-button = Ältere

menu-coach-answers = Wie deine Dokumente in Antworten verwendet werden
menu-coach-gaps = Wonach gefragt wurde und was den Dokumenten fehlt

source-page = S. { $at }
source-slide = Folie { $at }
source-sheet = Blatt { $at }
why-sources = Sie stützt sich auf: { $sources }
why-remembered = Woran sie sich bei { $client } erinnerte:
why-the-ai = die KI
why-remembered-sessions = • die Sitzungen vom { $days }
why-insight-goal = Ziel
why-insight-blocker = was im Weg steht
why-insight-breakthrough = Durchbruch
why-insight-pattern = Muster
why-insight-preference = Vorliebe
why-insight-fact = aus dem Leben
