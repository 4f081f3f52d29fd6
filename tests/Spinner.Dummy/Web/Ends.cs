namespace Misbehaving.Web;

/// <summary>Ends this process in the middle of an answer. The requests that came so far are lines of the file named by COUNT_FILE.</summary>
internal static class Ends
{
    public static bool While(string how, WebRequest request, Stream connection)
    {
        if (Environment.GetEnvironmentVariable("COUNT_FILE") is { } file) File.AppendAllText(file, request.Method + "\n");
        switch (how)
        {
            case "before-head": break;
            case "in-head": connection.Write("HTTP/1.1 200 OK\r\nContent-Le"u8); break;
            case "in-body": connection.Write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf"u8); break;
            case "once":
                if (File.ReadAllLines(Environment.GetEnvironmentVariable("COUNT_FILE")!).Length > 1) return WebAnswers.Text(connection, "again");
                break;
            default: throw new UsageException($"Unknown end '{how}'.");
        }

        connection.Flush();
        Signals.SendToSelf(Signals.Kill);
        return false;
    }
}
