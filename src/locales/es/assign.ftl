### De quién es un cliente cuando se llama a la persona: /assign, en su tema.

assign-ask = ¿De quién es { $client } cuando se os llama? Responde con /assign a un mensaje suyo, escribe /assign y su nombre, o toca:
assign-ask-again = Cuando se os llama, { $client } es de { $member }. Para cambiarlo, toca:
assigned = Desde ahora { $client } es de { $member }: los avisos nombran a { $member }. Todos los siguen viendo.
unassigned = { $client } ya no es de nadie en particular: los avisos son para { $coach }.
assign-unknown = No conozco a { $name } en tu equipo.
assign-member-button = { $member }
assign-nobody-button = Nadie en particular
card-assigned = 👤 Cuando se os llama: { $member }.
menu-group-assign = De quién es este cliente al llamaros
