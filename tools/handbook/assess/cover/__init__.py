"""Where and when somebody is there, as services and arrangements of cover say it themselves."""
