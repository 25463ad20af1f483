using Bunraku.Core.Checkpoints;
using Bunraku.Core.Errors;
using Bunraku.Core.Teachers;
using Bunraku.Torch.Teachers;

namespace Bunraku.Torch.Tests.Teachers;

public sealed class TeacherLoaderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bunraku torch ");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Wrong_networks_truncated_and_missing_files_are_all_in_one_message()
    {
        string decomposer = PathOf(Tha4Networks.EyebrowDecomposer);
        CheckpointFile.Write(decomposer, SyntheticTeacher.Weights(Tha4Networks.EyebrowDecomposer));
        File.CreateSymbolicLink(PathOf(Tha4Networks.FaceMorpher), decomposer);
        File.Copy(decomposer, PathOf(Tha4Networks.BodyMorpher));
        using (FileStream cut = File.OpenWrite(PathOf(Tha4Networks.BodyMorpher)))
        {
            cut.SetLength(cut.Length / 2);
        }

        var told = new List<string>();
        string message = Assert.ThrowsAny<BadInputException>(() => new TeacherLoader().Load(TeacherFamily.Tha4, _folder.FullName, "cpu", progress: new Teller(told))).Message;

        foreach (TeacherNetwork network in TeacherFamily.Tha4.Networks.Skip(1))
        {
            Assert.Contains(network.FileName, message, StringComparison.Ordinal);
        }

        Assert.Contains("eyebrow_decomposer", message, StringComparison.Ordinal);
        Assert.Empty(told);
    }

    [Fact]
    public void An_unknown_device_is_refused_before_any_file_is_read()
    {
        string message = Assert.Throws<BadInputException>(() => new TeacherLoader().Load(TeacherFamily.Tha4, _folder.FullName, "tpu")).Message;

        Assert.Contains("\"tpu\"", message, StringComparison.Ordinal);
    }

    private string PathOf(TeacherNetwork network) => Path.Combine(_folder.FullName, network.FileName);

    private sealed class Teller(List<string> told) : IProgress<TeacherLoading>
    {
        public void Report(TeacherLoading value) => told.Add(value.FileName);
    }
}
