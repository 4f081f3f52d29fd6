namespace Spinner.Processes;

/// <summary>Takes the bytes of one stream of one launch. Called by one pump, never concurrently.</summary>
internal interface IOutputSink
{
    /// <summary>Whether a write may wait for somebody else, or even block: then it does not belong on a thread that serves everybody.</summary>
    bool MayStall => false;

    /// <summary>
    /// Takes a chunk; the pump reads no further until the returned task ends. Keeps no reference to the chunk after that. Never throws.
    /// </summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> chunk);

    /// <summary>No more bytes come: gives away what is held back.</summary>
    ValueTask CompleteAsync();
}
