namespace Spinner.Host.Import;

/// <summary>A supervisord.conf with the files it includes. Stateless.</summary>
static class Supervisor
{
    private const string Program = "program:";
    private const int MaxFiles = 500;

    /// <param name="text">Of the file.</param>
    /// <param name="directory">Where it lies.</param>
    /// <param name="read">Reads a file that is included.</param>
    /// <param name="into">Where its children go.</param>
    /// <exception cref="ImportException">It is none, or a file it includes cannot be read.</exception>
    public static void Read(string text, string directory, Func<string, string> read, ImportedFile into)
    {
        into.Remark("What listens on a port this file does not tell is a worker here: given endpoint = 3000 its start waits until it listens there.");
        var sections = IniFile.Parse(text);
        foreach (var section in sections) Add(section, directory, read, into);
    }

    private static void Add(IniSection section, string directory, Func<string, string> read, ImportedFile into)
    {
        switch (section.Name)
        {
            case var name when name.StartsWith(Program, StringComparison.Ordinal):
                new SupervisorProgram(section, name[Program.Length..].Trim(), directory).AddTo(into);
                break;
            case "include": Include(section, directory, read, into); break;
            case "supervisord": AddDaemon(section, into); break;
            case "supervisorctl" or "rpcinterface:supervisor": into.Remark($"[{section.Name}]: spinner finds its daemon by --socket or SPINNER_SOCKET"); break;
            case "unix_http_server": into.Remark("unix_http_server: the control API has a socket of its own; see host.socket"); break;
            case "inet_http_server": into.Remark($"inet_http_server {section["port"]}: the control API listens on TCP with host.listen and host.tokens"); break;
            case var group when group.StartsWith("group:", StringComparison.Ordinal):
                into.Remark($"{group} of {section["programs"]}: children have no groups");
                break;
            case var other: into.Remark($"[{other}]: no equal here"); break;
        }
    }

    private static void Include(IniSection section, string directory, Func<string, string> read, ImportedFile into)
    {
        var count = 0;
        foreach (var pattern in (section["files"] ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            foreach (var path in Find(SupervisorText.Expand(pattern, "", directory), directory, into))
            {
                if (++count > MaxFiles) throw new ImportException($"line {section.Line}: more than {MaxFiles} files are included");
                into.RemarkNext($"From {path}:");
                foreach (var included in IniFile.Parse(read(path)))
                    if (included.Name == "include") into.Remark("[include]: supervisord reads it in the main file only");
                    else Add(included, Path.GetDirectoryName(path)!, read, into);
            }
    }

    private static string[] Find(string pattern, string directory, ImportedFile into)
    {
        var (inside, name) = (Path.GetDirectoryName(Path.Combine(directory, pattern))!, Path.GetFileName(pattern));
        if (inside.AsSpan().IndexOfAny('*', '?', '[') >= 0 || !Directory.Exists(inside))
        {
            into.Remark($"include {pattern}: there is no directory {inside}");
            return [];
        }

        var found = Directory.GetFiles(inside, name);
        if (found.Length == 0) into.Remark($"include {pattern}: there is no such file");
        return [.. found.Order(StringComparer.Ordinal)];
    }

    private static void AddDaemon(IniSection section, ImportedFile into)
    {
        foreach (var (key, value) in section.Entries)
            if (key == "environment")
                foreach (var (name, text) in SupervisorText.Variables(value)) into.Defaults.Block("env").Text(name, text);
            else if (key is "user" or "umask" or "directory" or "childlogdir" or "minfds" or "minprocs")
                into.Remark($"supervisord.{key} = {value}: the daemon has that of who starts it");
            else into.Remark($"supervisord.{key} = {value}: of supervisord itself");
    }
}
