using Spinner.Host.Import;

namespace Spinner.Host.Starters;

/// <summary>A first file of children: what a directory, and those right below it, have that looks like a program.</summary>
static class Starter
{
    // Beyond that it is no project but a collection of them.
    private const int MostDirectories = 30;
    private static readonly string[] Skipped = ["node_modules", "bin", "obj", "dist", "build", "vendor", "packages", "test", "tests"];

    /// <summary>Makes it. What cannot be read is a remark in it.</summary>
    /// <param name="directory">Where to look.</param>
    public static ImportedFile Of(string directory)
    {
        var file = new ImportedFile(
            "The children of this directory, written by spinner init. It is yours now: change it, then start it with spinner up.",
            "Every key, its default and what is allowed: hocon/spinner.conf and hocon/frontdoor.conf of Spinner.Actors.");
        file.Defaults.Remark("What every child is that does not say otherwise. What has not been used for this long is stopped, the next request starts it:");
        file.Defaults.Remark("idle-time = 30m");
        AddDirectory(file, directory, directory);
        foreach (var below in Below(directory)) AddDirectory(file, directory, below);
        if (file.Count == 0) AddExample(file);
        var door = file.Block("front-door");
        door.Remark("Each child that listens is at http://NAME.localhost:8080, and is started by its first request.");
        door.Set("listen", "8080");
        return file;
    }

    // A Procfile says what there is to run; what else lies beside it is part of that.
    private static void AddDirectory(ImportedFile file, string root, string directory)
    {
        var found = new FoundDirectory(directory, directory == root ? null : Path.GetFileName(directory));
        if (found.Has("Procfile")) ProcfileProject.Add(file, found);
        else
        {
            NodeProject.Add(file, found);
            DotnetProject.Add(file, found);
            DjangoProject.Add(file, found);
        }
    }

    private static IEnumerable<string> Below(string directory) => Directory.EnumerateDirectories(directory)
        .Where(d => Path.GetFileName(d) is var name && name[0] != '.' && !Skipped.Contains(name, StringComparer.OrdinalIgnoreCase))
        .Order(StringComparer.Ordinal).Take(MostDirectories);

    private static void AddExample(ImportedFile file)
    {
        file.RemarkNext("Nothing was found here that looks like a program. One that listens on PORT, which it is given:");
        file.RemarkNext("web { run = \"node server.js\" }");
        file.RemarkNext("One that listens on nothing and is always there:");
        file.RemarkNext("worker { kind = worker, run = \"python3 worker.py\", keep = on }");
    }
}
