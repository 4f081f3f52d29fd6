using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Loader;
using SharpFuzz;
using SharpFuzz.Common;
using Spinner.FrontDoor.Messages;

namespace Spinner.FrontDoor.Tests.Messages;

/// <summary>Which branches of the reader of answers some bytes run through, told by a copy of it that counts them. One user at a time.</summary>
sealed unsafe class Coverage : IDisposable
{
    private const int MapSize = 1 << 16;

    private readonly string _directory = Directory.CreateTempSubdirectory("coverage-").FullName;
    private readonly AssemblyLoadContext _copy = new("instrumented", isCollectible: true);
    private readonly byte[] _counts = GC.AllocateArray<byte>(MapSize, pinned: true);
    private readonly byte[] _seen = new byte[MapSize];
    private readonly Read _read;
    private readonly object _head;

    public Coverage()
    {
        var path = Path.Combine(_directory, Path.GetFileName(typeof(AnswerParser).Assembly.Location));
        File.Copy(typeof(AnswerParser).Assembly.Location, path);
        Fuzzer.Instrument(path, name => name.StartsWith(typeof(AnswerParser).Namespace!, StringComparison.Ordinal), Options.Value);
        using var image = new MemoryStream(File.ReadAllBytes(path));
        var parser = _copy.LoadFromStream(image).GetType(typeof(AnswerParser).FullName!)!;
        var method = parser.GetMethod(nameof(AnswerParser.TryRead))!;
        var head = method.GetParameters()[3].ParameterType;
        // Before any of it runs: everything in it counts.
        fixed (byte* counts = _counts) Trace.SharedMem = counts;
        _head = Activator.CreateInstance(head)!;
        _read = Bind(method, head);
    }

    private delegate bool Read(ReadOnlySpan<byte> bytes, ref int scanned, bool isForHead, object head, out string? wrong);

    /// <summary>How many branches were seen, in whatever order.</summary>
    public int Branches => _seen.Count(times => times != 0);

    /// <summary>Whether these bytes run where none did before, or more often by an order of two.</summary>
    public bool IsNew(ReadOnlySpan<byte> bytes, bool isForHead)
    {
        Array.Clear(_counts);
        var scanned = 0;
        _read(bytes, ref scanned, isForHead, _head, out _);
        var isNew = false;
        for (var at = _counts.AsSpan().IndexOfAnyExcept((byte)0); at >= 0; at = Next(at))
        {
            var order = (byte)(1 << int.Log2(_counts[at]));
            isNew |= (_seen[at] & order) == 0;
            _seen[at] |= order;
        }

        return isNew;
    }

    public void Dispose()
    {
        _copy.Unload();
        Directory.Delete(_directory, recursive: true);
    }

    private int Next(int at) => _counts.AsSpan(at + 1).IndexOfAnyExcept((byte)0) is >= 0 and var next ? at + 1 + next : -1;

    // The copy has types of its own: its head is an object here.
    private static Read Bind(MethodInfo method, Type head)
    {
        var call = new DynamicMethod("Read", typeof(bool), [.. typeof(Read).GetMethod("Invoke")!.GetParameters().Select(p => p.ParameterType)], typeof(Coverage), skipVisibility: true);
        var code = call.GetILGenerator();
        for (byte i = 0; i < 5; i++)
        {
            code.Emit(OpCodes.Ldarg_S, i);
            if (i == 3) code.Emit(OpCodes.Castclass, head);
        }

        code.Emit(OpCodes.Call, method);
        code.Emit(OpCodes.Ret);
        return call.CreateDelegate<Read>();
    }
}
