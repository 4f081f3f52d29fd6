using Spinner.Host.Import;

namespace Spinner.Host.Starters;

/// <summary>A directory with a <c>Procfile</c>.</summary>
static class ProcfileProject
{
    private const string FileName = "Procfile";

    public static void Add(ImportedFile file, FoundDirectory directory)
    {
        if (!directory.TryRead(file, FileName, out var text)) return;
        try
        {
            Procfile.Read(text, (name, comments) =>
            {
                foreach (var comment in comments) file.RemarkNext(comment);
                return directory.Child(file, name, $"{directory.Shown(FileName)}: {name}");
            });
        }
        catch (ImportException wrong)
        {
            file.RemarkNext($"{directory.Shown(FileName)} is no Procfile: {wrong.Message}");
        }
    }
}
