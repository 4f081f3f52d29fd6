namespace Spinner.Processes.Tests;

/// <summary>Facts that count descriptors, threads, memory or time of this process, or wait for it to be idle.</summary>
[CollectionDefinition(Alone, DisableParallelization = true)]
public sealed class ThisProcess
{
    public const string Alone = "This process alone";
}

/// <summary>The contract of the portable engine, which takes as long as that of the other.</summary>
[CollectionDefinition(Engine)]
public sealed class PortableEngine
{
    public const string Engine = "The portable engine";
}

/// <summary>Facts about supervisors that are processes of their own.</summary>
[CollectionDefinition(Other)]
public sealed class OtherProcesses
{
    public const string Other = "Supervisors of their own";
}
