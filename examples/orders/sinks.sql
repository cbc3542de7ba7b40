-- A small shop: one table, three sinks. `npm run demo` runs all three.

-- The broker's address comes from the environment, so that one file serves every cluster.
CREATE CONNECTION kafka TO KAFKA (
  BROKER '${KAFKA_BROKER}',
  SECURITY PROTOCOL PLAINTEXT,
  PROGRESS TOPIC 'orders.progress',
  PROGRESS TOPIC REPLICATION FACTOR 1
);

CREATE TABLE orders (
  id int8 NOT NULL,
  name text,
  address text,
  status text NOT NULL,
  quantity int4 NOT NULL,
  total numeric(10, 2),
  updated_at timestamp NOT NULL,
  PRIMARY KEY (id)
);

-- The latest state of each order. Rows go to the partition of their key's hash.
CREATE SINK orders_latest
  FROM orders
  INTO KAFKA CONNECTION kafka (
    TOPIC 'orders.latest',
    TOPIC PARTITION COUNT 6,
    TOPIC REPLICATION FACTOR 1,
    TOPIC CONFIG MAP['cleanup.policy' => 'compact', 'min.cleanable.dirty.ratio' => '0.1']
  )
  KEY (id)
  FORMAT JSON
  ENVELOPE UPSERT;

-- All orders of a household side by side. `name` and `address` may be NULL, and a NULL goes to partition 0:
-- the demo counts how many do.
CREATE SINK orders_by_household
  FROM orders
  INTO KAFKA CONNECTION kafka (
    TOPIC 'orders.by-household',
    PARTITION BY = kafka_murmur2(name || address),
    TOPIC PARTITION COUNT 8,
    TOPIC REPLICATION FACTOR 1,
    TOPIC CONFIG MAP['cleanup.policy' => 'compact']
  )
  KEY (id)
  FORMAT JSON
  ENVELOPE UPSERT;

-- Every change with the row before and after. Orders from before the migration have negative ids: no uint8, so
-- partition 0.
CREATE SINK orders_changes
  FROM orders
  INTO KAFKA CONNECTION kafka (
    TOPIC 'orders.changes',
    PARTITION BY = id,
    TOPIC PARTITION COUNT 4,
    TOPIC REPLICATION FACTOR 1,
    TOPIC CONFIG MAP['retention.ms' => '604800000']
  )
  KEY (id)
  FORMAT JSON
  ENVELOPE DEBEZIUM;
