namespace Spinner.Control.Watching;

/// <summary>The last steps of what one child used, oldest first. Not safe for concurrent use.</summary>
/// <param name="most">How many are kept.</param>
sealed class UsageSteps(int most)
{
    private readonly float[] _cpu = new float[most];
    private readonly float[] _memory = new float[most];
    private int _next;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <param name="cpu">Of one processor, 1 is all of it; NaN: it had no process.</param>
    /// <param name="memory">Bytes; NaN: the same.</param>
    public void Add(float cpu, float memory)
    {
        (_cpu[_next], _memory[_next]) = (cpu, memory);
        _next = (_next + 1) % most;
        Count = Math.Min(Count + 1, most);
    }

    /// <summary>All of them; null where there was no process.</summary>
    public (IReadOnlyList<double?> Cpu, IReadOnlyList<long?> Memory) Read()
    {
        var places = Enumerable.Range(0, Count).Select(i => (_next - Count + i + most) % most).ToList();
        return (
            [.. places.Select(i => float.IsNaN(_cpu[i]) ? (double?)null : Math.Round(_cpu[i], 4))],
            [.. places.Select(i => float.IsNaN(_memory[i]) ? (long?)null : (long)_memory[i])]);
    }
}
