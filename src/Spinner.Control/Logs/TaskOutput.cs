namespace Spinner.Control.Logs;

/// <summary>
/// What a task writes while it runs, for those who read along. Of the running launch the latest megabyte is kept for who comes later; for who reads
/// already all of it: a task whose reader does not read waits, as with a pipe. Written by one writer for each stream. Safe for concurrent use.
/// </summary>
sealed class TaskOutput
{
    private const int Most = 1024 * 1024;

    // Beside its bytes: of single ones there would be a million.
    private const int PartCost = 64;

    private readonly Lock _lock = new();
    private readonly Queue<TaskOutputPart> _parts = new();
    private readonly HashSet<TaskOutputReader> _readers = [];
    private TaskCompletionSource _changed = NewSignal();
    private long _first; // the number of the oldest part kept; parts are counted over all launches
    private long _begin; // the number of the first part of the launch
    private int _kept;
    private (bool Out, bool Error) _expected;
    private (bool Out, bool Error) _open;
    private (bool Out, bool Error) _ended;
    private int _launches;

    /// <summary>Ends with the next write, the end of a launch, or a reader's step.</summary>
    public Task Changed
    {
        get
        {
            lock (_lock) return _changed.Task;
        }
    }

    /// <summary>Which streams of the next launch come here.</summary>
    public void Expect(bool isError, bool comes)
    {
        lock (_lock) _expected = With(_expected, isError, comes);
    }

    /// <summary>Reads from the beginning of the launch that runs, or else of the next.</summary>
    public TaskOutputReader Attach()
    {
        lock (_lock)
        {
            var reader = new TaskOutputReader(this, Math.Max(_begin, _first), wasCut: _first > _begin, _launches);
            _readers.Add(reader);
            return reader;
        }
    }

    /// <summary>Waits while there is no room and somebody reads.</summary>
    public async ValueTask WriteAsync(bool isError, ReadOnlyMemory<byte> bytes)
    {
        while (TryAdd(isError, bytes) is { } room) await room;
    }

    /// <summary>A stream of a launch has ended.</summary>
    public void End(bool isError)
    {
        lock (_lock)
        {
            (_open, _ended) = (With(_open, isError, false), With(_ended, isError, true));
            if ((_ended.Out || !_expected.Out) && (_ended.Error || !_expected.Error))
            {
                _ended = default;
                _launches++;
                _begin = _first + _parts.Count;
            }

            DropRead();
            Signal();
        }
    }

    /// <summary>Whether nothing more comes to this reader of a launch whose exit is known.</summary>
    /// <param name="reader">Whose.</param>
    /// <param name="began">The launch began after the reader had come: both its ends are still to be seen, or were.</param>
    public bool IsOver(TaskOutputReader reader, bool began)
    {
        lock (_lock)
        {
            var hasEnds = !began || _expected == default || _launches > reader.LaunchesBefore;
            return hasEnds && _open == default && reader.Next == _first + _parts.Count;
        }
    }

    /// <summary>For the reader only.</summary>
    public IReadOnlyList<TaskOutputPart> Read(TaskOutputReader reader)
    {
        lock (_lock)
        {
            var unread = _parts.Skip((int)(reader.Next - _first)).ToList();
            if (unread.Count == 0) return unread;
            reader.Next += unread.Count;
            DropRead();
            Signal();
            return unread;
        }
    }

    /// <summary>Nobody waits for this reader any more.</summary>
    public void Detach(TaskOutputReader reader)
    {
        lock (_lock)
        {
            _readers.Remove(reader);
            DropRead();
            Signal();
        }
    }

    private Task? TryAdd(bool isError, ReadOnlyMemory<byte> bytes)
    {
        lock (_lock)
        {
            while (_parts.Count > 0 && _kept + bytes.Length + PartCost > Most)
            {
                if (_readers.Any(r => r.Next <= _first)) return _changed.Task;
                Drop();
            }

            _parts.Enqueue(new TaskOutputPart(isError, bytes.ToArray()));
            _kept += bytes.Length + PartCost;
            _open = With(_open, isError, true);
            Signal();
            return null;
        }
    }

    // What was before the launch that runs is kept for those only who have not read it yet.
    private void DropRead()
    {
        while (_first < _begin && !_readers.Any(r => r.Next <= _first)) Drop();
    }

    private void Drop()
    {
        _kept -= _parts.Dequeue().Bytes.Length + PartCost;
        _first++;
    }

    private void Signal()
    {
        _changed.SetResult();
        _changed = NewSignal();
    }

    private static (bool Out, bool Error) With((bool Out, bool Error) of, bool isError, bool value) => isError ? (of.Out, value) : (value, of.Error);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
