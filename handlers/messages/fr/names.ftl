# Beaucoup de noms à la fois. Les noms sont déjà rendus sûrs.

names-title = Suivre une liste
names-intro = Collez jusqu’à 500 noms d’entreprises ou de personnes, un par ligne ou séparés par des virgules.
names-label = Noms
names-more = D’autres noms
names-next = Suite
names-none = Il n’y a aucun nom. Tapez-en un par ligne.
names-too-many = Cela fait { $n } noms ; { $most } à la fois sont possibles.
names-known = *{ $n ->
    [one] { $n } nom connu*
   *[other] { $n } noms connus*
} : { $names }
names-which = Lequel est « { $name } » ?
names-as-words = Aucun : chercher ces mots
names-leave-out = Laisser de côté
names-unknown = *{ $n ->
    [one] { $n } nom inconnu*, cherché comme mots
   *[other] { $n } noms inconnus*, cherchés comme mots
} : { $names }
names-list = Nom de la liste
names-every = Quand l’annoncer
names-save = Suivre
names-gone = Ces noms ont déjà été enregistrés. Rouvrez le formulaire.
names-done = La liste *{ $list }* a maintenant { $n ->
    [one] { $n } nom
   *[other] { $n } noms
}, suivis dans { $place } (suivi { $number }).
