# Ce qui est tapé ne peut être fait : ce qui s’est passé, et quoi taper.

error-with-usage = { $problem } Tapez `{ $usage }`.
error-reference = Référence { $reference }
error-too-long = C’est trop long : une commande a au plus { $limit } caractères.
error-unknown-key = Je ne connais pas « { $token } ».{ $nearest ->
    [none] {""}
   *[other] { " " }Vouliez-vous dire `{ $nearest }:` ?
} Si cela fait partie d’un nom, mettez le nom entre guillemets.
error-key-not-here = « { $key }: » ne veut rien dire ici.
error-no-not = « { $token } » : un moins ne peut précéder `{ $key }:`.
error-unknown-word = Je ne connais pas « { $token } » ici.{ $nearest ->
    [none] {""}
   *[other] { " " }Vouliez-vous dire `{ $nearest }` ?
}
error-no-verb = Il n’y a pas de commande « { $token } ».{ $nearest ->
    [none] {""}
   *[other] { " " }Vouliez-vous dire `{ $nearest }` ?
} Tapez `/moves aide` pour les voir toutes.
error-not-built = Cette commande n’est pas encore disponible. Tapez `/moves aide` pour voir celles qui le sont.
error-value = « { $value } » n’est pas une valeur de `{ $key }:`.{ $nearest ->
    [none] {""}
   *[other] { " " }Vouliez-vous dire `{ $nearest }` ?
} Valeurs possibles : { $choices }.
error-empty-value = Il manque quelque chose dans « { $token } » : écrivez une valeur juste après les deux-points.
error-conf = « { $value } » n’est pas un degré de confiance. Écrivez un nombre de 0 à 1, comme `conf:0.8`, ou `conf:haute`.
error-period = Je ne sais pas lire la période « { $value } ». Écrivez `depuis:30j`, `depuis:2026-01-01` ou `depuis:2026-01-01..2026-06-30`.
error-period-order = La période « { $value } » finit avant de commencer, ou commence dans le futur. Écrivez `depuis:30j` ou `depuis:2026-01-01..2026-06-30`.
error-never-both = Rien ne peut être à la fois `{ $key }:` { $values }. Joignez-les d’une virgule : `{ $key }:a,b` veut dire a ou b.
error-channel = « { $value } » n’est pas un canal que je vois. Choisissez-le dans la liste que Slack propose après `to:#`, ou écrivez `to:moi`.
error-ping = « { $value } » n’est personne que je puisse prévenir. Choisissez une personne ou un groupe dans la liste que Slack propose après `ping:@`.
error-every = Je ne sais pas lire le rythme « { $value } ». Écrivez `every:now`, `hourly`, `daily@9` ou `weekly@mon-9`.
error-number-range = `{ $key }:` demande un nombre de 1 à { $highest }, pas « { $value } ».
error-number = « { $value } » n’est pas le numéro d’un suivi ou d’un mouvement. `/moves suivis` montre les numéros.
error-missing = Il manque quelque chose : { $slot }.
error-list-name = « { $value } » n’est pas une liste. Le nom d’une liste commence par @, comme `@portfolio`.
error-no-list = Il n’y a pas de liste @{ $name }.{ $nearest ->
    [none] {""}
   *[other] { " " }Vouliez-vous dire `{ $nearest }` ?
} Créez-la avec `/moves liste @{ $name } ajouter openai, mistral`.
error-arrow = Une seule flèche dit d’où vers où : `thinking machines -> openai`.
error-unknown-name = Je ne connais ni entreprise, ni personne, ni poste nommé « { $name } ».
error-no-name = « { $value } » ne contient aucun nom. Tapez une entreprise, comme `/moves openai`.
error-no-sector = Il n’y a pas de secteur « { $value } ». Secteurs possibles : { $choices }.
error-direction = `entrees` et `sorties` demandent une entreprise : `/moves openai sorties`.
error-no-watch = Il n’y a pas de suivi { $number }. `/moves suivis tout` les montre tous.
error-not-watched = { $name } n’est pas suivi dans ce canal. `/moves suivis` montre ce qui l’est.
error-not-owner = Seuls { $who ->
    [owners] le propriétaire de ce suivi et les administrateurs
   *[group] les membres de { $group }, le propriétaire de ce suivi et les administrateurs
} peuvent le modifier. Demandez à { $owner }, ou à un administrateur avec `/moves reglages`.
error-not-admin = Seul un administrateur de l’espace de travail peut faire cela.
error-setting = Il n’y a pas de réglage « { $value } ». Tapez `/moves reglages` pour voir ceux qui existent.
error-home = Tapez ceci dans le canal où cela doit compter.
error-entity = Choisissez une entreprise, une personne ou des mots.
error-no-post = Choisissez un canal dont vous faites partie, ou vos messages directs.
error-form = Slack n’a pas ouvert le formulaire. Réessayez.
error-place = Choisissez un canal, ou vos messages directs.

suggestions = Vouliez-vous dire l’un de ceux-ci ?
button-search-text = Chercher ces mots
button-watch-text = Suivre ces mots
button-command = Lancer { $command }
