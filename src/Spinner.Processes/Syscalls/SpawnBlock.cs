using System.Runtime.InteropServices;

namespace Spinner.Processes;

/// <summary>A command, its arguments, environment and directory as execve(2) wants them, in one block of native memory.</summary>
internal sealed unsafe class SpawnBlock : IDisposable
{
    private readonly byte* _memory;

    /// <param name="command">The program's path, which is also its first argument.</param>
    /// <param name="args">The other arguments.</param>
    /// <param name="environment">The whole environment.</param>
    /// <param name="directory">Where it runs; null: where we do.</param>
    /// <exception cref="ArgumentException">A text contains a zero byte, which would end it early.</exception>
    internal SpawnBlock(string command, IReadOnlyList<string> args, IReadOnlyDictionary<string, string> environment, string? directory)
    {
        string[] texts = [command, .. args, .. environment.Select(variable => $"{variable.Key}={variable.Value}"), directory ?? ""];
        if (texts.Any(text => text.Contains('\0', StringComparison.Ordinal))) throw new ArgumentException($"A text for '{command}' contains a zero byte.");
        var pointers = texts.Length + 2;
        var bytes = texts.Sum(text => ByteText.CountBytes(text) + 1);
        _memory = (byte*)NativeMemory.Alloc((nuint)((pointers * sizeof(byte*)) + bytes));
        var free = _memory + (pointers * sizeof(byte*));
        Arguments = (byte**)_memory;
        Environment = Arguments + args.Count + 2;

        var next = 0;
        var slot = Arguments;
        for (var i = 0; i <= args.Count; i++) *slot++ = Write(texts[next++], ref free);
        *slot++ = null;
        for (var i = 0; i < environment.Count; i++) *slot++ = Write(texts[next++], ref free);
        *slot = null;
        if (directory is not null) Directory = Write(texts[next], ref free);
    }

    /// <summary>The program first; ends with null.</summary>
    internal byte** Arguments { get; }

    /// <summary>Ends with null.</summary>
    internal byte** Environment { get; }

    /// <summary>Null for the supervisor's own.</summary>
    internal byte* Directory { get; }

    /// <inheritdoc/>
    public void Dispose() => NativeMemory.Free(_memory);

    private static byte* Write(string text, ref byte* free)
    {
        var start = free;
        var length = ByteText.CountBytes(text);
        free += ByteText.Encode(text, new Span<byte>(free, length));
        *free++ = 0;
        return start;
    }
}
