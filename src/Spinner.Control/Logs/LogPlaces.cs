namespace Spinner.Control.Logs;

/// <summary>Finds places in a log.</summary>
static class LogPlaces
{
    private const int Chunk = 64 * 1024;
    private const byte LineEnd = (byte)'\n';

    /// <summary>Where the last lines begin.</summary>
    /// <param name="log">In which log.</param>
    /// <param name="tail">How many they are.</param>
    public static LogPlace OfTail(LogFile log, int tail)
    {
        var generations = log.Generations;
        var found = new LogPlace(generations[0], 0);
        foreach (var generation in generations)
        {
            using var file = log.OpenRead(generation);
            // Just put aside, the newest has no file yet.
            if (file is null && generation == generations[0]) continue;
            if (file is null) break;
            if (tail == 0) return new LogPlace(generation, Skip(file, long.MaxValue));
            var offset = file.CanSeek ? FromEnd((FileStream)file, ref tail) : FromBegin(log, generation, file, ref tail);
            found = new LogPlace(generation, offset);
            if (tail == 0) break;
        }

        return found;
    }

    /// <summary>Where one begins who wants all lines from a time on, or all there are: not later than their first.</summary>
    public static LogPlace OfTime(LogFile log, DateTimeOffset? since)
    {
        var generations = log.Generations;
        var found = generations[0];
        foreach (var generation in generations)
        {
            using var file = log.OpenRead(generation);
            if (file is null && generation == generations[0]) continue;
            if (file is null) break;
            found = generation;
            if (since is not null && FirstOf(file)?.Stamp?.Time < since) break;
        }

        return new LogPlace(found, 0);
    }

    /// <summary>The number of the last line; 0 when there is none.</summary>
    public static long LastNumber(LogFile log)
    {
        try
        {
            return log.Generations.Select(generation => LastNumber(log, generation)).FirstOrDefault(number => number > 0);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // What cannot be read is not written to either, and that is told.
            return 0;
        }
    }

    /// <summary>Passes over so many bytes, or all there are.</summary>
    /// <returns>How many that were.</returns>
    public static long Skip(Stream file, long bytes)
    {
        if (file.CanSeek) return file.Seek(Math.Min(bytes, file.Length), SeekOrigin.Begin);
        long passed = 0;
        var buffer = new byte[Chunk];
        for (int count; passed < bytes && (count = file.Read(buffer, 0, (int)Math.Min(Chunk, bytes - passed))) > 0;) passed += count;
        return passed;
    }

    private static long LastNumber(LogFile log, long generation)
    {
        using var file = log.OpenRead(generation);
        if (file is null) return 0;
        // Behind the last line that is whole and has a stamp there are at most one that was torn and lines of others.
        if (file.CanSeek) Skip(file, Math.Max(0, file.Length - (4 * Chunk)));
        var (lines, buffer, last) = (new LogLines(), new byte[Chunk], 0L);
        for (int count; (count = file.Read(buffer)) > 0;)
            foreach (var line in lines.Add(buffer.AsSpan(0, count))) last = line.Stamp?.Number ?? last;
        return last;
    }

    private static LogLine? FirstOf(Stream file)
    {
        var (lines, buffer) = (new LogLines(), new byte[Chunk]);
        for (int count; (count = file.Read(buffer)) > 0;)
            if (lines.Add(buffer.AsSpan(0, count)) is [var first, ..]) return first;
        return null;
    }

    /// <summary>Walks backwards over the file until as many lines are passed; what is left of the number is for the file before it.</summary>
    private static long FromEnd(FileStream file, ref int lines)
    {
        var buffer = new byte[Chunk];
        var end = file.Length;
        for (var position = end; position > 0;)
        {
            var count = (int)Math.Min(Chunk, position);
            position -= count;
            file.Seek(position, SeekOrigin.Begin);
            file.ReadExactly(buffer, 0, count);
            for (var at = count - 1; at >= 0; at--)
            {
                // The end of the last line ends no other.
                if (buffer[at] != LineEnd || position + at == end - 1) continue;
                if (--lines == 0) return position + at + 1;
            }
        }

        if (end > 0) lines--;
        return 0;
    }

    /// <summary>The same of a compressed file, which goes forwards only: its lines are counted, then passed over.</summary>
    private static long FromBegin(LogFile log, long generation, Stream file, ref int lines)
    {
        var (buffer, count) = (new byte[Chunk], 0);
        for (int read; (read = file.Read(buffer)) > 0;) count += buffer.AsSpan(0, read).Count(LineEnd);
        var before = Math.Max(0, count - lines);
        lines -= count - before;
        using var again = before == 0 ? null : log.OpenRead(generation);
        return again is null ? 0 : OfLine(again, before, buffer);
    }

    private static long OfLine(Stream file, int lines, byte[] buffer)
    {
        long passed = 0;
        for (int read; (read = file.Read(buffer)) > 0;)
        {
            for (var at = 0; at < read; at++, passed++)
                if (buffer[at] == LineEnd && --lines == 0) return passed + 1;
        }

        return passed;
    }
}
