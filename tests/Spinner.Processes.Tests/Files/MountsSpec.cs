namespace Spinner.Processes.Tests.Files;

public class MountsSpec
{
    [Theory]
    [InlineData("36 35 98:0 / /srv rw,noatime master:1 - nfs4 server:/export rw", true)]
    [InlineData("36 35 0:50 / /home/me/remote rw - fuse.sshfs me@host: rw", true)]
    [InlineData("36 35 0:50 / /net rw shared:3 - autofs /etc/auto.net rw", true)]
    [InlineData("36 35 0:50 / /proc/sys/fs/binfmt_misc rw shared:3 - autofs systemd-1 rw", false)]
    [InlineData("36 35 0:50 / /sys/fs/fuse/connections rw shared:3 - fusectl fusectl rw", false)]
    [InlineData("36 35 8:1 / / rw - ext4 /dev/sda1 rw", false)]
    [InlineData("36 35 0:30 / / rw - overlay overlay rw", false)]
    [InlineData("", false)]
    [InlineData("36 35 8:1 / / rw -", false)]
    public void A_disk_of_another_machine_or_program_may_hang(string line, bool mayHang) => Assert.Equal(mayHang, Mounts.IsRemote(line));

    [Fact]
    public void The_table_can_be_read() => Assert.Equal(File.ReadLines("/proc/self/mountinfo").Any(Mounts.IsRemote), Mounts.MayHang);
}
