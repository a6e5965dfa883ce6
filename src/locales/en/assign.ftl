### Whose a client is when the human is called: /assign, in a client's topic.

assign-ask = Whose is { $client } when you are called? Answer a message of theirs with /assign, write /assign and their name, or tap:
assign-ask-again = { $client } is { $member }'s when you are called. To change it, tap:
assigned = { $client } is { $member }'s from now on: alerts name { $member }. Everyone still sees them.
unassigned = { $client } is nobody's in particular now: alerts are for { $coach }.
assign-unknown = I know no { $name } on your team.
assign-member-button = { $member }
assign-nobody-button = Nobody in particular
card-assigned = 👤 { $member }'s when you are called.
menu-group-assign = Whose this client is when you are called
