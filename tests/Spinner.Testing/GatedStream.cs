using System.Text;

namespace Spinner.Tests;

/// <summary>Blocks its writer, as a terminal that is scrolled back does.</summary>
public sealed class GatedStream : MemoryStream
{
    private readonly ManualResetEventSlim _open = new();

    public string Text
    {
        get
        {
            lock (_open) return Encoding.ASCII.GetString(ToArray());
        }
    }

    public void Open() => _open.Set();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _open.Wait();
        // A fact that is over has nothing left to look at.
        lock (_open)
        {
            if (CanWrite) base.Write(buffer);
        }
    }

    protected override void Dispose(bool disposing)
    {
        _open.Set();
        lock (_open) base.Dispose(disposing);
    }
}
