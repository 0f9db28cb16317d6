"""The typed program that the compiler makes and a host runs: data only, versioned."""
