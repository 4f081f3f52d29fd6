using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Spinner.Processes;

/// <summary>What one launch waits for in its lines, those of both streams. Safe for concurrent use.</summary>
internal sealed class LogPattern(Regex pattern)
{
    private readonly TaskCompletionSource _matched = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isOver;

    /// <summary>No line matched yet, and somebody waits for one. Once false it stays so.</summary>
    internal bool IsAwaited => !_isOver;

    /// <summary>Ends with the first line that matches, perhaps never.</summary>
    internal Task WhenMatched => _matched.Task;

    /// <summary>What a launch has to look for; null when it is ready by something else.</summary>
    internal static LogPattern? Of(Readiness ready) => ready is LogReadiness log ? new LogPattern(log.Compile()) : null;

    /// <summary>Nobody waits any more.</summary>
    internal void Stop() => _isOver = true;

    /// <param name="line">Without its end, in UTF-8.</param>
    internal void Look(ReadOnlySpan<byte> line)
    {
        if (_isOver) return;
        var chars = ArrayPool<char>.Shared.Rent(Encoding.UTF8.GetMaxCharCount(line.Length));
        var length = Encoding.UTF8.GetChars(line, chars);
        var isMatch = pattern.IsMatch(chars.AsSpan(0, length).TrimEnd('\r'));
        ArrayPool<char>.Shared.Return(chars);
        if (!isMatch) return;
        _isOver = true;
        _matched.TrySetResult();
    }
}
