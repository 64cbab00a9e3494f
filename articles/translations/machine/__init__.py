"""Machine translation as a plug: off until KZ_MT_ENGINE names an engine.

pairs ─ fill ─ parts (markup protected) ─ batches ─ engine.translate ─ parts ─ pairs, marked `machine`
"""
