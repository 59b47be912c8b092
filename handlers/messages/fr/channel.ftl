# Réglages d’un canal.

setting-quiet = heures calmes { $value } (`/moves reglages calme 22-7`, ou `non`)
setting-tz = fuseau { $value } (`/moves reglages fuseau Europe/Paris`)
setting-lang = langue { $value } (`/moves reglages langue fr`)
setting-empty = condensés sans rien de nouveau : { $value } (`/moves reglages vide oui`)
setting-verified = preuve hebdomadaire que le silence est vrai : { $value } (`/moves reglages verifie oui`)
setting-threads = suites dans le fil de l’alerte : { $value } (`/moves reglages fils non`)
setting-broadcast = lignes du fil aussi dans le canal : { $value } (`/moves reglages diffusion jamais`, `confirmation` ou `toujours`)
setting-value = { $value ->
    [on] oui
    [off] non
    [confirmation] quand quelque chose est confirmé
   *[always] toujours
}
setting-here = *Ce canal*
setting-tz-none = de l’espace de travail
error-quiet = « { $value } » ne sont pas des heures calmes. Écrivez `/moves reglages calme 22-7`, d’une heure pleine à une autre, ou `non`.
error-tz = « { $value } » n’est pas un fuseau. Écrivez une région et une ville : `/moves reglages fuseau Europe/Paris`.
error-switch = « { $value } » n’est ni oui ni non. Écrivez `/moves reglages { $name } oui` ou `non`.
error-broadcast = Les lignes du fil ne peuvent pas apparaître dans le canal « { $value } ». Écrivez `/moves reglages diffusion jamais`, `confirmation` ou `toujours`.
error-language = Je ne parle pas « { $value } ». Ce peut être { $choices }.
