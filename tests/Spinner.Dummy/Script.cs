using System.Globalization;

namespace Misbehaving;

/// <summary>The command line, verb by verb.</summary>
internal sealed class Script(string[] words)
{
    private string[] _words = words;
    private int _next;

    public void Run()
    {
        if (_words.Length == 0) throw new UsageException("No verb.");
        while (_next < _words.Length) RunVerb(_words[_next++]);
    }

    private void RunVerb(string verb)
    {
        switch (verb)
        {
            case "bind": Server.ServeOnPort(); break;
            case "bind-after": Lifetime.After(Number(), Server.ServeOnPort); break;
            case "web": Web.WebServer.ServeOnPort(); break;
            case "web-fd": Web.WebServer.ServeOnPassed(); break;
            case "web-after": Lifetime.After(Number(), Web.WebServer.ServeOnPort); break;
            case "bind-on": Server.Serve(Word()); break;
            case "steal": Server.Listen(Word()); break;
            case "bind-fd": Server.ServeOnPassed(); break;
            case "notify": Notify.Send(Word()); break;
            case "notify-after": NotifyAfter(Number(), Word()); break;
            case "flood-notify": Notify.Flood(Number(), Word()); break;
            case "unwell": HttpAnswer.IsUnwell = true; break;
            case "well-after": Lifetime.After(Number(), () => HttpAnswer.IsUnwell = false); break;
            case "never-bind": Lifetime.Hold(); break;
            case "exit": Environment.Exit(Number()); break;
            case "exit-after": ExitAfter(Number(), Number()); break;
            case "signal-self": Signals.SendToSelf(Number()); break;
            case "ignore-sigterm": Signals.Ignore(); break;
            case "slow-stop": Signals.ExitLate(Number()); break;
            case "grandchild": Family.Grandchild(Bracketed()); break;
            case "daemon": Family.Daemon(Bracketed()); break;
            case "leave-group": Family.LeaveGroup(); break;
            case "print": Output.Print(Word()); break;
            case "print-error": Output.PrintError(Word()); break;
            case "print-pid": Output.Print($"pid {Environment.ProcessId}"); break;
            case "print-env": Output.Print(Environment.GetEnvironmentVariable(Word()) ?? ""); break;
            case "print-all-env": Output.PrintAllEnvironment(); break;
            case "print-args": while (_next < _words.Length) Output.Print(Word()); break;
            case "print-cwd": Output.Print(Environment.CurrentDirectory); break;
            case "fill": Filling.Take(Number()); break;
            case "words-of": Insert(File.ReadAllText(Word()).Split(' ', StringSplitOptions.RemoveEmptyEntries)); break;
            case "copy-stdin": Output.CopyStdin(); break;
            case "flood-stdout": Output.Flood(Console.OpenStandardOutput(), Number()); break;
            case "flood-stderr": Output.Flood(Console.OpenStandardError(), Number()); break;
            default: throw new UsageException($"Unknown verb '{verb}'.");
        }
    }

    private void Insert(string[] words) => _words = [.. _words[.._next], .. words, .. _words[_next..]];

    private static void NotifyAfter(int milliseconds, string text) => Lifetime.After(milliseconds, () => Notify.Send(text));

    private static void ExitAfter(int milliseconds, int code) => Lifetime.After(milliseconds, () => Environment.Exit(code));

    private string Word() => _next < _words.Length ? _words[_next++] : throw new UsageException($"'{_words[^1]}' wants one more word.");

    private int Number() => int.TryParse(Word(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new UsageException($"'{_words[_next - 1]}' is no number.");

    // Brackets nest, so a grandchild may have grandchildren.
    private string[] Bracketed()
    {
        if (Word() != "[") throw new UsageException("A family verb wants [ VERB... ].");
        var from = _next;
        for (var depth = 1; depth > 0;)
        {
            var word = Word();
            if (word == "[") depth++;
            if (word == "]") depth--;
        }

        return _words[from..(_next - 1)];
    }
}
