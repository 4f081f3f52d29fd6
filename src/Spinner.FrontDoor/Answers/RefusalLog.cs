using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Spinner.FrontDoor.Answers;

/// <summary>One line for every kind of refusal of a route and minute, however many strangers ask for it. Safe for concurrent use.</summary>
sealed class RefusalLog(ILogger log, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string What, string Kind), Entry> _kinds = new();

    public void Add(string what, Refusal refusal)
    {
        var entry = _kinds.GetOrAdd((what, refusal.Kind), static _ => new Entry());
        if (entry.Count(clock) is not { } others) return;
        var detail = refusal.IsPage ? "it is starting; the client got a page" : refusal.Detail;
        if (refusal.Cause is { } cause) detail = $"{detail} {cause}";
        if (others > 0) detail = $"{detail} (and {others} more such since the last line)";
        if (refusal.Status >= StatusCodes.Status500InternalServerError && !refusal.IsPage) log.Failed(what, refusal.Status, detail);
        else log.Refused(what, refusal.Status, detail);
    }

    public void SentOnceMore(string route) => log.SentOnceMore(route);

    private sealed class Entry
    {
        private readonly Lock _lock = new();
        private long? _last;
        private int _unlogged;

        /// <returns>How many were not logged since the last that was; null: this one is not to be either.</returns>
        public int? Count(TimeProvider clock)
        {
            lock (_lock)
            {
                if (_last is { } last && clock.GetElapsedTime(last) < Pause)
                {
                    _unlogged++;
                    return null;
                }

                var unlogged = _unlogged;
                (_last, _unlogged) = (clock.GetTimestamp(), 0);
                return unlogged;
            }
        }
    }
}
