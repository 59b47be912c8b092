# Chiffres : tendances, soldes, retours, médias. Les noms sont déjà rendus sûrs.

rule = Mouvements rapportés par la presse, n = { $n }{ $period } ; chaque personne comptée une fois{ $headcount ->
    [yes] , sans promotions, sièges d’administrateur ni ce qui a été démenti
   *[no] {""}
}.
trend-one = *{ $query }* : arrivées { $came }, départs { $left }, solde { $net }{ $period }.
trend-plain = *{ $query }* : { $n ->
    [one] { $n } personne concernée
   *[other] { $n } personnes concernées
}{ $period }.
trend-title = { $query }, par { $step ->
    [month] mois
   *[week] semaine
}
trend-joined = Arrivées
trend-left = Départs
trend-net = Solde
trend-moved = Mouvements
trend-step = { $step ->
    [month] Mois
   *[week] Semaine du
}
trend-more = { $n ->
    [one] Une étape antérieure est dans `as:csv`.
   *[other] { $n } étapes antérieures sont dans `as:csv`.
}
too-many-lines = Une tendance compare jusqu’à { $most } noms à la fois, pas { $n }. Retirez-en quelques-uns.

flow-title = Solde des mouvements
flow-title-about = { $query } : solde par partenaire
flow-said = { $gained ->
    [none] {""}
   *[other] Gagnent le plus : { $gained }.
} { $lost ->
    [none] {""}
   *[other] Perdent le plus : { $lost }.
}
flow-about = *{ $query }*, selon d’où l’on vient et où l’on va.
flow-said-about = { $gained ->
    [none] {""}
   *[other] Gagne le plus sur { $gained }.
} { $lost ->
    [none] {""}
   *[other] Perd le plus au profit de { $lost }.
}
column-came = Venus de
column-went = Partis vers
flow-none = *{ $query }* : aucune arrivée ni aucun départ connus{ $period }.
corridor-title = De qui à qui
corridor-said = Le plus suivi : { $from } → { $to }, { $n ->
    [one] { $n } personne
   *[other] { $n } personnes
}.
unit-people = personnes
unit-net = personnes gagnées ou perdues
column-company = Entreprise
column-net = Solde
column-people = Personnes

returns-said = *{ $query }* : { $n ->
    [0] aucun retour connu
    [one] { $n } retour
   *[other] { $n } retours
}{ $came ->
    [0] {""}
   *[other] , sur { $came } arrivées ({ $percent } %)
}{ $period }.
returns-rule = Est un retour ce qu’un média appelle ainsi, ou l’arrivée de quelqu’un dont le départ avait été annoncé. n = { $n }, chaque personne et entreprise comptée une fois.
column-back = De retour chez
column-via = De
column-left = Était parti
returns-everybody = Toutes les entreprises

departed = { $left } des { $known } { $role ->
    [founders] fondateurs connus
   *[leaders] dirigeants connus
} de { $company } { $left ->
    [one] est parti
   *[other] sont partis
} : { $names }. Noms du catalogue, départs d’après les mouvements enregistrés.

scoops-title = Qui annonce les mouvements en premier
scoops-said = { $n ->
    [one] { $n } mouvement
   *[other] { $n } mouvements
} depuis le { $day } ; { $compared } annoncés par plus d’un média.
scoops-rule = Premier : annoncé avant tous les autres, parmi les mouvements que d’autres ont annoncés aussi. Avance : la médiane du temps avant le média suivant. Juste : parmi les mouvements qu’il a annoncés en premier et que cet espace de travail a jugés.
scoops-none = Aucun mouvement annoncé depuis le { $day }. Essayez une période plus longue : `/moves medias depuis:1an`.
scoops-more = { $n ->
    [one] { $n } autre média dans `as:csv`.
   *[other] { $n } autres médias dans `as:csv`.
}
column-outlet = Média
column-moves = Mouvements
column-month = Par mois
column-alone = Seul
column-first = Premier
column-lead = Avance
column-right = Juste
of-number = { $part } sur { $whole }
length-minutes = { $n } min
length-hours = { $n } h
length-days = { $n } j

button-month = Par mois
button-week = Par semaine
button-corridors = De qui à qui
button-net = Solde
button-csv = Envoyer en CSV
button-table = En tableau
button-chart = En graphique
button-trend = Dans le temps

file-sent = Envoyé dans vos messages directs : { $name }, { $n ->
    [one] { $n } ligne
   *[other] { $n } lignes
}.
file-cut = Il contient les { $n } plus récents sur { $total } : une période plus courte, comme `depuis:90j`, les aura tous.
file-refused = Slack n’a pas accepté le fichier ({ $reason }). L’application a besoin des autorisations files:write et im:write : demandez à un administrateur de la réinstaller, puis retapez la commande.
picture-sent = L’image est dans vos messages directs.
