"""What single sources do unlike others: one .toml file each, read by `profile.py`. Adding one needs no code.

name = "Weekly"                 # shown with every line that a rule of this file decides
hosts = ["weekly.example"]      # pages of these hosts, or …
lines = ["This week in Weekly"] # … pages with one of these lines, are of this source
publisher = "Weekly"            # where the page itself does not say it

[[rules]]                       # the first rule that fits a line decides it, before the general rules
line = "This week in Weekly"    # the whole line; or `starts` = its beginning
to = "In all bookshops"         # and all lines below it down to this one (optional)
role = "promotion"              # one of roles.ROLES
"""
