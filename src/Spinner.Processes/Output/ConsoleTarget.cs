using System.Text;

namespace Spinner.Processes;

/// <summary>One of the console's two streams: what it refuses is lost and counted, and it is tried again with the next lines. Used by one thread.</summary>
internal sealed class ConsoleTarget(string name, Stream stream)
{
    private long _lostBytes;
    private long _lostLines;

    /// <summary>Writes; throws nothing.</summary>
    /// <param name="bytes">Whole lines.</param>
    /// <param name="say">Tells when refusals begin, and when they are over.</param>
    internal void Write(ReadOnlySpan<byte> bytes, Action<string> say)
    {
        // A console that is gone (a closed terminal, a full disk behind it, no stdout from the start) is no reason to stop a supervisor.
        if (Refusal(bytes) is { } reason)
        {
            if (_lostBytes == 0) say($"{name} cannot be written: {reason.TrimEnd('.')}. What comes is lost until it can be again.");
            _lostBytes += bytes.Length;
            _lostLines += bytes.Count((byte)'\n');
        }
        else if (_lostBytes > 0)
        {
            var (lines, lost) = (_lostLines, _lostBytes);
            (_lostLines, _lostBytes) = (0, 0);
            say($"{lines} lines ({lost} bytes) of output were lost, {name} could not be written");
        }
    }

    /// <summary>Writes a line of the supervisor's own; where it cannot there is nowhere else to say so.</summary>
    internal void WriteNote(string text) => _ = Refusal(Encoding.UTF8.GetBytes($"spinner: {text.ReplaceLineEndings(" ")}\n"));

    private string? Refusal(ReadOnlySpan<byte> bytes)
    {
        try
        {
            stream.Write(bytes);
            stream.Flush();
            return null;
        }
        catch (Exception refused)
        {
            return refused.Message;
        }
    }
}
