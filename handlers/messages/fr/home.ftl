# L’accueil de l’application.

home-newest = Derniers mouvements
home-quiet = Rien ces 30 derniers jours.
home-watches = Suivis dans vos canaux
home-none = Rien n’est encore suivi dans vos canaux. Utilisez le bouton, ou tapez `/moves suivre openai` dans un canal.
home-no-feeds = aucun pour l’instant
home-help = Dans tout canal : `/moves openai` pour demander, `/moves suivre openai` pour suivre, `/moves aide` pour le reste.
