using Spinner.Host.Import;

namespace Spinner.Host.Starters;

/// <summary>A directory with Django's <c>manage.py</c>.</summary>
static class DjangoProject
{
    private const string FileName = "manage.py";
    private static readonly string[] Pythons = [".venv/bin/python", "venv/bin/python"];

    public static void Add(ImportedFile file, FoundDirectory directory)
    {
        if (!directory.Has(FileName)) return;
        var child = directory.Child(file, directory.Name, directory.Shown(FileName));
        child.Text("command", Pythons.FirstOrDefault(directory.Has) is { } own ? $"./{own}" : "python3");
        child.List("args", [FileName, "runserver", "--noreload", "127.0.0.1:${PORT}"]);
    }
}
