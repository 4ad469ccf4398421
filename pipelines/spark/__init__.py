"""The same reader and the same SQL on Spark, for more documents than one machine can read. Only here pyspark is known.

It is given a reader, selects and Arrow schemas, and knows nothing of documents and budgets. Spark Connect servers other
than Spark's own (Sail) do as well.
"""
