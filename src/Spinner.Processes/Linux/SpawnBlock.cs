using System.Runtime.InteropServices;

namespace Spinner.Processes;

/// <summary>A plan's command, arguments, environment and directory as execve(2) wants them, in one block of native memory.</summary>
internal sealed unsafe class SpawnBlock : IDisposable
{
    private readonly byte* _memory;

    /// <exception cref="SpawnException">A text contains a zero byte, which would end it early.</exception>
    internal SpawnBlock(LaunchPlan plan, string command)
    {
        var texts = new List<string>(plan.Args.Count + plan.Environment.Count + 2) { command };
        texts.AddRange(plan.Args);
        texts.AddRange(plan.Environment.Select(variable => $"{variable.Key}={variable.Value}"));
        if (plan.WorkingDirectory is not null) texts.Add(plan.WorkingDirectory);
        RefuseZeros(plan, texts);

        var pointers = texts.Count + 2;
        var bytes = texts.Sum(text => ByteText.CountBytes(text) + 1);
        _memory = (byte*)NativeMemory.Alloc((nuint)((pointers * sizeof(byte*)) + bytes));
        var free = _memory + (pointers * sizeof(byte*));
        Arguments = (byte**)_memory;
        Environment = Arguments + plan.Args.Count + 2;

        var next = 0;
        var slot = Arguments;
        for (var i = 0; i <= plan.Args.Count; i++) *slot++ = Put(texts[next++], ref free);
        *slot++ = null;
        for (var i = 0; i < plan.Environment.Count; i++) *slot++ = Put(texts[next++], ref free);
        *slot = null;
        if (plan.WorkingDirectory is not null) Directory = Put(texts[next], ref free);
    }

    /// <summary>The program first; ends with null.</summary>
    internal byte** Arguments { get; }

    /// <summary>Ends with null.</summary>
    internal byte** Environment { get; }

    /// <summary>Null for the supervisor's own.</summary>
    internal byte* Directory { get; }

    /// <inheritdoc/>
    public void Dispose() => NativeMemory.Free(_memory);

    private static void RefuseZeros(LaunchPlan plan, List<string> texts)
    {
        if (texts.Any(text => text.Contains('\0', StringComparison.Ordinal)))
            throw new SpawnException(SpawnFailure.Refused, $"An argument or variable of '{plan.Name}' contains a zero byte.");
    }

    private static byte* Put(string text, ref byte* free)
    {
        var start = free;
        var length = ByteText.CountBytes(text);
        free += ByteText.Encode(text, new Span<byte>(free, length));
        *free++ = 0;
        return start;
    }
}
