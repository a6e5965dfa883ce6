### Für wen jemand ist, wenn der Mensch gerufen wird: /assign, im Thema.

assign-ask = Wer ist für { $client } da, wenn ihr gerufen werdet? Antworte mit /assign auf eine Nachricht der Person, schreib /assign und ihren Namen, oder tippe:
assign-ask-again = Wenn ihr gerufen werdet, ist { $member } für { $client } da. Zum Ändern tippe:
assigned = Ab jetzt ist { $member } für { $client } da: Alarme nennen { $member }. Alle sehen sie weiterhin.
unassigned = Für { $client } ist niemand Bestimmtes mehr da: Alarme gelten { $coach }.
assign-unknown = In deinem Team kenne ich niemanden namens { $name }.
assign-member-button = { $member }
assign-nobody-button = Niemand Bestimmtes
card-assigned = 👤 Wenn ihr gerufen werdet: { $member }.
menu-group-assign = Wer hier gerufen wird
