namespace Misbehaving;

internal static class Usage
{
    /// <summary>EX_USAGE of sysexits.h.</summary>
    public const int ExitCode = 64;

    public const string Text = """
        usage: Spinner.Dummy VERB...      verbs run from left to right

        listen   bind                     serve HTTP on PORT: a number is TCP on HOST (127.0.0.1), a path is a unix socket
                 bind-after MS            the same, later; the next verbs run meanwhile
                 web                      serve HTTP on PORT with connections that stay open; see below
                 web-after MS             the same, later
                 web-fd                   the same on descriptor 3
                 bind-on PORT|PATH        serve HTTP somewhere else
                 steal PORT|PATH          listen there, but never accept
                 bind-fd                  serve HTTP on descriptor 3, when LISTEN_PID and LISTEN_FDS say that it is ours
                 never-bind               live on without listening
        ready    notify TEXT              a datagram to NOTIFY_SOCKET
                 notify-after MS TEXT     the same, later; the next verbs run meanwhile
                 flood-notify N TEXT      the same, N times
                 unwell                   /health answers 503 instead of 200
                 well-after MS            no longer, after that time
        more     words-of FILE            the verbs in a file
                 fill MIB                 holds so much memory, written to
        end      exit CODE                at once
                 exit-after MS CODE       later; the next verbs run meanwhile
                 signal-self N            ends itself by signal N
        stop     ignore-sigterm           goes on living
                 slow-stop MS             after SIGTERM lives MS on, then exits with 0
        family   grandchild [ VERB... ]   a copy in the same group with the same pipes; outlives this process if it can
                 daemon [ VERB... ]       the same in a session of its own: it leaves the group and keeps the pipes
                 leave-group              become the leader of a session and a group of its own
        output   print TEXT               to stdout, with a line end
                 print-error TEXT         to stderr, with a line end
                 print-pid                "pid N" to stdout
                 print-env NAME           its value, or nothing, to stdout
                 print-all-env            all variables as NAME=VALUE, sorted, to stdout
                 print-args               what follows, one per line, to stdout
                 print-cwd                the working directory, to stdout
                 copy-stdin               stdin to stdout until its end
                 flood-stdout BYTES       lines of 100 bytes
                 flood-stderr BYTES       the same

        HTTP     /            hello, world (header X-Pid)
                 /pid         the process id
                 /health      as /, or 503: see unwell
                 /well        ends unwell
                 /env/NAME    the value of a variable
                 /exit/CODE   exits without an answer
                 /crash       SIGKILL to itself
                 /signal/N    signal N to itself

        web      /pid /env/NAME           as above
                 /head                    the head of the request as it came
                 /upload                  length and SHA-256 of the body
                 /download/BYTES          zeros
                 /events/N/MS             N server-sent events, MS between them
                 /trailers                a chunked body and a trailer X-Sum
                 /late/MS /never          answers late, or never
                 /big-head/BYTES          a header of that size
                 /accented                a header with a byte beyond ASCII
                 /end/before-head         SIGKILL to itself before, in (in-head) or after (in-body) the head of the answer; "once" lives the
                                          second time; every such request is a line of COUNT_FILE
                 /ws                      a WebSocket that gives everything back
        """;
}

/// <summary>The command line makes no sense.</summary>
internal sealed class UsageException(string message) : Exception(message);
