using System.Runtime.Versioning;

// Real processes, ports and time limits: two at a time, or the machine's load becomes a fact of every test. Beside each other run the portable
// engine's contract, what happens in supervisors of its own, and everything else; what counts something of this whole process runs alone.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly, MaxParallelThreads = 2)]

// The facts read /proc, file modes and signals.
[assembly: SupportedOSPlatform("linux")]
