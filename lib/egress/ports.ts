/**
 * Ports that web requests do not go to.
 *
 * BAD_PORTS is the list of the Fetch standard, section "Port blocking": protocols that can be confused by an HTTP message. They are refused
 * for every address. STORE_PORTS are databases, caches, container and cluster interfaces: refused on the public internet, open on addresses the
 * operator allowed by name (EGRESS_ALLOW) and on loopback where loopback is allowed, because people do run their own services there.
 */
const BAD_PORTS: ReadonlySet<number> = new Set([
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110,
  111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532,
  540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061,
  6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);

const STORE_PORTS: ReadonlySet<number> = new Set([
  445, 873, 1433, 1521, 2181, 2375, 2376, 2379, 2380, 3306, 3389, 4369, 5432, 5672, 5900, 5984, 6379, 6443, 7000, 7001,
  7199, 7473, 7474, 7687, 8086, 8500, 9042, 9092, 9160, 9200, 9300, 10250, 10255, 11211, 15672, 26257, 27017, 27018,
  27019, 28017, 33060, 50000,
]);

/** True for ports no address may be reached on. */
export function isBadPort(port: number): boolean {
  return BAD_PORTS.has(port) || !Number.isInteger(port) || port < 0 || port > 65_535;
}

/** True for ports of databases and cluster interfaces. */
export function isStorePort(port: number): boolean {
  return STORE_PORTS.has(port);
}
