using System.Runtime.Versioning;

// Every test is a handful of processes; side by side they would only wait for each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

// The facts read /proc, file modes and signals.
[assembly: SupportedOSPlatform("linux")]
