using System.Runtime.Versioning;

// Real processes, ports and time limits: one after another, or the machine's load becomes a fact of every test.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

// The facts read /proc.
[assembly: SupportedOSPlatform("linux")]
