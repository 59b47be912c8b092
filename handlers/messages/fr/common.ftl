# Les mots que plusieurs parties partagent.

kind = { $kind ->
    [join] Arrivée
    [leave] Départ
    [return] Retour
    [found] Création
    [promote] Promotion
    [board] Conseil
   *[other] Mouvement
}

status = { $status ->
    [confirmed] Confirmé
    [denied] Démenti
    [reversed] Annulé
   *[reported] Rapporté
}

people = { $n ->
    [one] { $n } personne
   *[other] { $n } personnes
}
