using System.IO.Enumeration;
using Spinner.Processes;

namespace Spinner.Host.Settings;

/// <summary>Reads a configuration file and puts the files it includes in the place of its <c>include</c>s.</summary>
sealed class HoconIncludes
{
    private const int MaxFiles = 1000;
    private const string Allowed = "a HOCON file of children, or a part of one";

    private readonly ConfigSource _source = new();
    private readonly List<string> _errors = [];
    private readonly List<string> _open = [];
    private readonly string _base;
    private int _files;

    private HoconIncludes(string directory) => _base = directory;

    /// <summary>Reads a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="isFirst">Whether it may be what can be read only once.</param>
    /// <param name="errors">What is wrong with the brackets and includes of any of the files, each with its place; empty on success.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ConfigSource Read(string path, bool isFirst, out IReadOnlyList<string> errors)
    {
        var full = SocketPath.Full(path);
        var text = ConfigText.Read(path, isFirst);
        // What comes through a pipe has no place of its own.
        var directory = FileStat.TryRead(path) is { Kind: FileKind.File } ? Path.GetDirectoryName(full)! : Inherited.WorkingDirectory;
        return Put(text, directory, full, out errors);
    }

    /// <summary>The same with a text that was read already.</summary>
    public static ConfigSource Of(string text, string directory, out IReadOnlyList<string> errors) => Put(text, directory, null, out errors);

    private static ConfigSource Put(string text, string directory, string? path, out IReadOnlyList<string> errors)
    {
        var includes = new HoconIncludes(directory);
        if (path is not null) includes._open.Add(path);
        includes.Add(text, new ConfigFile(null, directory));
        errors = includes._errors;
        return includes._source;
    }

    private void Add(string text, ConfigFile file)
    {
        var wrong = HoconBalance.Check(text);
        _errors.AddRange(wrong.Select(error => file.Name is null ? error : $"{file.Name} {error}"));
        if (wrong.Count > 0) return;
        var (from, line) = file.Name is null ? (0, 1) : HoconInclude.Inside(ref text);
        foreach (var include in HoconInclude.Find(text))
        {
            _source.Add(text[from..include.Start], file, line);
            Add(include, file);
            (from, line) = (include.End, include.Line);
        }

        _source.Add(text[from..], file, line);
    }

    private void Add(HoconInclude include, ConfigFile file)
    {
        var place = $"{(file.Name is null ? "" : file.Name + " ")}line {include.Line}";
        try
        {
            if (include.Path is not { } path) throw new IOException($"an include of {include.What}; allowed: {HoconInclude.Allowed}");
            foreach (var found in Resolve(path, file.Directory)) Add(found);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or ArgumentException)
        {
            _errors.Add($"{place}: {wrong.Message}");
        }
    }

    private void Add(string path)
    {
        if (_open.Contains(path)) throw new IOException($"'{Shown(path)}' includes itself");
        if (++_files > MaxFiles) throw new IOException($"more than {MaxFiles} files are included");
        var text = ConfigText.Read(path, isFirst: false, Allowed);
        if (_source.Length + text.Length > ConfigText.MaxBytes)
            throw new IOException($"with '{Shown(path)}' all files together have more than {ConfigText.MaxBytes} characters");
        _open.Add(path);
        Add(text, new ConfigFile(Shown(path), Path.GetDirectoryName(path)!));
        _open.RemoveAt(_open.Count - 1);
    }

    // In the order of their names; files whose name begins with a dot only when that is asked for, as a shell does.
    private static List<string> Resolve(string given, string directory)
    {
        var isOptional = given.StartsWith('?');
        var full = Path.GetFullPath(isOptional ? given[1..] : given, directory);
        var (folder, name) = (Path.GetDirectoryName(full) ?? "/", Path.GetFileName(full));
        if (folder.Contains('*', StringComparison.Ordinal)) throw new IOException($"an include of '{given}'; allowed: * in the name of the file only");
        if (!name.Contains('*', StringComparison.Ordinal)) return isOptional && FileStat.TryRead(full) is null ? [] : [full];
        if (isOptional && !Directory.Exists(folder)) return [];
        return Directory.EnumerateFileSystemEntries(folder).Where(entry => !Directory.Exists(entry))
            .Where(entry => Path.GetFileName(entry) is var found && (found[0] != '.' || name[0] == '.')
                && FileSystemName.MatchesSimpleExpression(name, found, ignoreCase: false))
            .Order(StringComparer.Ordinal).ToList();
    }

    private string Shown(string path) => Path.GetRelativePath(_base, path) is var near && near.StartsWith("..", StringComparison.Ordinal) ? path : near;
}
