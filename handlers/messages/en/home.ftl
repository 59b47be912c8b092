# App Home.

home-newest = Newest moves
home-quiet = Nothing in the last 30 days.
home-watches = Watched in your channels
home-none = Nothing is watched in your channels yet. Press the button, or type `/moves watch openai` in a channel.
home-no-feeds = none yet
home-help = In any channel: `/moves openai` asks, `/moves watch openai` watches, `/moves help` tells the rest.
