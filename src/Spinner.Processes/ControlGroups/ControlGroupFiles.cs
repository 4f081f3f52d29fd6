using System.Text;

namespace Spinner.Processes;

/// <summary>The files of the kernel. It makes and removes those of a group with its directory. Stateless.</summary>
internal sealed class ControlGroupFiles : IControlGroupFiles
{
    public void Make(string group) => Directory.CreateDirectory(group);

    public void Remove(string group) => Directory.Delete(group, recursive: false);

    public bool Has(string group, string file) => File.Exists(Path.Combine(group, file));

    public string Read(string group, string file) => File.ReadAllText(Path.Combine(group, file));

    // In one write(2), and without O_CREAT or O_TRUNC: nothing can be made here.
    public void Write(string group, string file, string text)
    {
        using var handle = File.OpenHandle(Path.Combine(group, file), FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        RandomAccess.Write(handle, Encoding.ASCII.GetBytes(text), 0);
    }

    public IReadOnlyList<string> GroupsIn(string group) => Directory.GetDirectories(group);
}
