using System.Runtime.Versioning;

// Real processes, ports and time limits: one after another, or the machine's load becomes a fact of every test. Beside that only what happens in
// supervisors of its own, and what counts something of this whole process runs alone.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly, MaxParallelThreads = 2)]

// The facts read /proc, file modes and signals.
[assembly: SupportedOSPlatform("linux")]
