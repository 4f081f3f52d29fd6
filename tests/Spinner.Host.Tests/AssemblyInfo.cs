using System.Runtime.Versioning;

// Every test is a handful of processes, which wait as much as they work.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]

// The facts read /proc, file modes and signals.
[assembly: SupportedOSPlatform("linux")]
