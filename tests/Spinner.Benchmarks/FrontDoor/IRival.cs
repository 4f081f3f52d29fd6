using System.Globalization;

namespace Spinner.Benchmarks.FrontDoor;

/// <summary>Another proxy, in a process of its own.</summary>
internal interface IRival
{
    int Pid { get; }

    /// <summary>CPU it has used; proc(5), stat: the 14th and 15th field, in hundredths of a second.</summary>
    TimeSpan Cpu
    {
        get
        {
            var fields = File.ReadAllText($"/proc/{Pid}/stat").Split(") ")[1].Split(' ');
            return TimeSpan.FromMilliseconds(10 * (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>Resident memory.</summary>
    long ResidentKiB => new ProcessMemory(Pid).ResidentKiB;
}
