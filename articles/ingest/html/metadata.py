"""Facts that a page's metadata states."""


def read_facts(root, flow, address):
    return []
