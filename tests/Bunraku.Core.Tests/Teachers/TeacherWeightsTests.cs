using System.Security.Cryptography;
using System.Text;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Teachers;
using Bunraku.Core.Tests.Checkpoints;
using Bunraku.Core.Tests.Files;
using static Bunraku.Core.Tests.Checkpoints.PickleSketch;

namespace Bunraku.Core.Tests.Teachers;

public sealed class TeacherWeightsTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public TeacherWeightsTests() => SmallNetworks.Write(_temporary.Path);

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void All_five_networks_are_handed_over_one_after_another_with_all_of_their_values()
    {
        var taken = new List<(TeacherNetwork Network, StateDict Weights)>();
        var told = new Notes();

        IReadOnlyList<string> notices = TeacherWeights.Load(SmallNetworks.Family, _temporary.Path, (network, weights) => taken.Add((network, weights)), told);

        Assert.Empty(notices);
        Assert.Equal(SmallNetworks.All, taken.Select(entry => entry.Network));
        Assert.All(taken, entry => AssertSame(SmallNetworks.Weights(entry.Network), entry.Weights));
        Assert.Equal(SmallNetworks.All.Select((network, i) => new TeacherLoading(network.FileName, i, 5)), told);
    }

    [Fact]
    public void Order_of_the_file_does_not_matter()
    {
        StateDict reversed = new(SmallNetworks.Weights(SmallNetworks.Face).Entries.Reverse());
        CheckpointFile.Write(FacePath, reversed);

        Assert.Equal(SmallNetworks.Face.Tensors.Select(spec => spec.Key), Load()[SmallNetworks.Face].Entries.Select(entry => entry.Key));
    }

    [Fact]
    public void Files_are_hashed_while_they_are_read()
    {
        using var expected = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (TeacherNetwork network in SmallNetworks.All)
        {
            expected.AppendData(Encoding.UTF8.GetBytes(network.FileName));
            expected.AppendData(SHA256.HashData(File.ReadAllBytes(Path.Combine(_temporary.Path, network.FileName))));
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        TeacherWeights.Load(SmallNetworks.Family, _temporary.Path, (_, _) => { }, hash: hash);

        Assert.Equal(expected.GetHashAndReset(), hash.GetHashAndReset());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Hash_of_a_large_file_costs_hardly_any_reading_whatever_the_order_of_its_tensors(bool isReversed)
    {
        var network = new TeacherNetwork("large", [.. Enumerable.Range(0, 12).Select(i => new TensorSpec($"body.downsample_blocks.{i}.0.weight", 100_000 + i))]);
        var weights = new StateDict(network.Tensors.Select(spec => KeyValuePair.Create(spec.Key, new Tensor([.. spec.Shape], new float[spec.Count]))));
        string path = _temporary.File("large.pt");
        CheckpointFile.Write(path, isReversed ? new StateDict(weights.Entries.Reverse()) : weights);
        using TeacherFile file = TeacherFile.Open(path, network, SmallNetworks.Family with { Networks = [network] }, isHashed: true);
        file.Read();

        long before = ReadSoFar();
        byte[] hash = file.Hash();
        long read = ReadSoFar() - before;

        Assert.Equal(SHA256.HashData(File.ReadAllBytes(path)), hash);
        Assert.InRange(read, 0, 200_000); // Of 4.8 MB.

        static long ReadSoFar() => OperatingSystem.IsLinux() ? long.Parse(File.ReadLines("/proc/thread-self/io").First()["rchar: ".Length..]) : 0;
    }

    [Fact]
    public void Missing_files_are_listed_together_with_the_folder_and_where_they_come_from()
    {
        File.Delete(FacePath);
        File.Delete(PathOf(0));

        string problem = Assert.Single(Problems());

        Assert.StartsWith($"{_temporary.Path}: eyebrow_decomposer.pt, face_morpher.pt are missing.", problem, StringComparison.Ordinal);
        Assert.Contains("README of pkhungurn/talking-head-anime-4-demo", problem, StringComparison.Ordinal);
        Assert.Contains("data/tha4", problem, StringComparison.Ordinal);
        Assert.Contains("bunraku models import tha4", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_that_is_not_there_misses_all_five() =>
        Assert.Contains("upscaler.pt are missing", Refused(_temporary.File("none")).Message, StringComparison.Ordinal);

    [Fact]
    public void Everything_that_is_wrong_is_told_in_one_message_and_nothing_is_handed_over()
    {
        File.Delete(PathOf(0));
        File.WriteAllBytes(PathOf(1), []);
        File.Copy(PathOf(4), PathOf(3), overwrite: true);

        TeacherWeightsException error = Refused(_temporary.Path);

        Assert.Equal(3, error.Problems.Count);
        Assert.All(error.Problems, problem => Assert.Contains(problem, error.Message, StringComparison.Ordinal));
        Assert.Contains("for 3 reasons", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Network_under_the_name_of_another_is_recognised()
    {
        File.Copy(PathOf(4), FacePath, overwrite: true);

        FaceIsRefused("holds the weights of upscaler", "the teacher's face_morpher was expected");
    }

    [Fact]
    public void Student_networks_are_recognised()
    {
        CheckpointFile.Write(FacePath, SyntheticWeights.StudentFace());
        CheckpointFile.Write(PathOf(3), SyntheticWeights.StudentBody());

        Assert.Collection(
            Problems(),
            face => Assert.Contains("holds a student face morpher (from a character model folder), but the teacher's face_morpher was expected", face, StringComparison.Ordinal),
            body => Assert.Contains("holds a student body morpher (from a character model folder), but the teacher's body_morpher was expected", body, StringComparison.Ordinal));
    }

    [Fact]
    public void Unknown_content_is_told_by_numbers_and_the_first_three_of_each()
    {
        CheckpointFile.Write(FacePath, new StateDict(Enumerable.Range(0, 7).Select(i => KeyValuePair.Create($"layer{i}", new Tensor([1], [0])))));

        FaceIsRefused("of 2 tensors, 2 are missing, 7 others are there, 0 have another shape", "unexpected: layer0, layer1, layer2 and 4 more", "missing: body.downsample_blocks.0.0.weight, head_2_alpha.0.bias;");
    }

    [Fact]
    public void Tensor_of_another_shape_is_told_with_both_shapes()
    {
        CheckpointFile.Write(FacePath, new StateDict(SmallNetworks.Weights(SmallNetworks.Face).Entries.Select(entry =>
            KeyValuePair.Create(entry.Key, entry.Value.Shape.Length == 1 ? new Tensor([2, 2], entry.Value.Values) : entry.Value))));

        FaceIsRefused("1 have another shape", "head_2_alpha.0.bias is [2, 2] instead of [4]");
    }

    [Theory]
    [InlineData("HalfStorage", 2, "float16")]
    [InlineData("BFloat16Storage", 2, "bfloat16")]
    [InlineData("DoubleStorage", 8, "float64")]
    public void Other_precisions_are_converted_with_a_notice(string storage, int size, string type)
    {
        File.WriteAllBytes(FacePath, Face(storage, new byte[18 * size]));

        string notice = Assert.Single(TeacherWeights.Load(SmallNetworks.Family, _temporary.Path, (_, _) => { }));

        Assert.Contains($"1 tensors are of type {type} instead of float32", notice, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_precision_is_nothing_unusual_where_it_is_published()
    {
        TeacherNetwork[] networks = [.. SmallNetworks.All.Select(network => new TeacherNetwork(network.Name, network.Tensors) { IsPublishedInHalf = true })];
        File.WriteAllBytes(FacePath, Face("HalfStorage", new byte[18 * 2]));

        Assert.Empty(TeacherWeights.Load(TeacherFamily.Tha3Standard with { Networks = [.. networks] }, _temporary.Path, (_, _) => { }));
    }

    [Fact]
    public void Tensor_of_integers_is_refused()
    {
        File.WriteAllBytes(FacePath, Face("IntStorage", new byte[18 * 4]));

        FaceIsRefused("\"body.downsample_blocks.0.0.weight\" is of type int32", "floating-point");
    }

    [Fact]
    public void Prefix_of_parallel_training_is_left_out_with_a_notice()
    {
        StateDict weights = SmallNetworks.Weights(SmallNetworks.Face);
        CheckpointFile.Write(FacePath, new StateDict(weights.Entries.Select(entry => KeyValuePair.Create($"module.{entry.Key}", entry.Value))));
        StateDict? face = null;

        string notice = Assert.Single(TeacherWeights.Load(SmallNetworks.Family, _temporary.Path, (network, read) => face = network == SmallNetworks.Face ? read : face));

        Assert.Contains("\"module.\"", notice, StringComparison.Ordinal);
        AssertSame(weights, face!);
    }

    [Fact]
    public void Synthetic_weights_are_recognised()
    {
        CheckpointFile.Write(FacePath, SyntheticWeights.Of(SmallNetworks.Face));

        Assert.Contains("noise", Assert.Single(TeacherWeights.Load(SmallNetworks.Family, _temporary.Path, (_, _) => { })), StringComparison.Ordinal);
        Assert.Contains("noise", Assert.Single(TeacherWeights.Examine(SmallNetworks.Family, _temporary.Path).SelectMany(report => report.Notices)), StringComparison.Ordinal);
    }

    [Fact]
    public void Pickle_that_would_call_a_function_is_refused_by_its_name()
    {
        File.WriteAllBytes(FacePath, ZipSketch.Checkpoint(Protocol2("cposix\nsystem\n", Text("true"), 0x85, "R")).Build());

        FaceIsRefused("posix system", "could be an attack");
    }

    [Theory]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 126440000\n", "Git LFS pointer")]
    [InlineData("<!DOCTYPE html><html>Sign in</html>", "web page (HTML)")]
    [InlineData("\u00EF\u00BB\u00BF \r\n<html>", "web page (HTML)")]
    [InlineData("\u0090\u0001\0\0\0\0\0\0{\"weight\":{}}", "safetensors")]
    [InlineData("\u0080\u0002\u008A\u000Al\u00FC\u009CF\u00F9 j\u00A8P\u0019.", "before 1.6")]
    [InlineData("something else", "does not begin like one")]
    [InlineData("", "the file is empty")]
    public void File_of_another_kind_is_recognised(string content, string what)
    {
        File.WriteAllBytes(FacePath, Of(content));

        FaceIsRefused(what);
    }

    [Fact]
    public void Truncated_file_is_told_with_its_length_wherever_it_is_cut()
    {
        byte[] whole = File.ReadAllBytes(FacePath);
        for (int length = 4; length < whole.Length; length += 7)
        {
            File.WriteAllBytes(FacePath, whole[..length]);

            // The small networks are smaller than the archive around them: the length says nothing there.
            FaceIsRefused(length < 22 * sizeof(float) ? $"is incomplete: it has {length} bytes, but more than 88 are expected. Download it again." : "truncated");
        }
    }

    [Fact]
    public void Damaged_elements_are_noticed_in_every_file_and_nothing_is_handed_over_after_the_first()
    {
        Damage(PathOf(1));
        Damage(PathOf(4));
        var taken = new List<TeacherNetwork>();

        TeacherWeightsException error = Assert.Throws<TeacherWeightsException>(() => TeacherWeights.Load(SmallNetworks.Family, _temporary.Path, (network, _) => taken.Add(network)));

        Assert.Equal([SmallNetworks.All[0]], taken);
        Assert.Equal(2, error.Problems.Count);
        Assert.All(error.Problems, problem => Assert.Contains("check sum", problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void Weight_that_is_not_finite_is_told_with_its_place(float value)
    {
        StateDict weights = SmallNetworks.Weights(SmallNetworks.Face);
        weights.Entries[0].Value.Values[17] = value;
        CheckpointFile.Write(FacePath, weights);

        FaceIsRefused("element 17 of \"body.downsample_blocks.0.0.weight\"", "finite");
    }

    [Fact]
    public void File_larger_than_any_of_them_is_refused_and_not_read()
    {
        using (FileStream sparse = File.Create(FacePath))
        {
            sparse.SetLength(CheckpointLimits.Teacher.MaxBytes + 1);
        }

        FaceIsRefused("at most 536870912");
        Assert.Null(TeacherWeights.Examine(SmallNetworks.Family, _temporary.Path)[2].Sha256);
    }

    [Fact]
    public void Examination_tells_good_and_bad_files_with_length_and_fingerprint()
    {
        File.Delete(PathOf(0));
        Damage(PathOf(1));

        IReadOnlyList<TeacherFileReport> reports = TeacherWeights.Examine(SmallNetworks.Family, _temporary.Path);

        Assert.Equal([false, false, true, true, true], reports.Select(report => report.IsGood));
        Assert.Equal((null, null), (reports[0].Length, reports[0].Sha256));
        Assert.Contains("check sum", reports[1].Problem?.ToString(), StringComparison.Ordinal);
        Assert.Equal(new FileInfo(FacePath).Length, reports[2].Length);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(FacePath))), reports[2].Sha256);
    }

    private string FacePath => PathOf(2);

    private string PathOf(int index) => _temporary.File(SmallNetworks.All[index].FileName);

    private Dictionary<TeacherNetwork, StateDict> Load()
    {
        var taken = new Dictionary<TeacherNetwork, StateDict>();
        TeacherWeights.Load(SmallNetworks.Family, _temporary.Path, taken.Add);
        return taken;
    }

    private static TeacherWeightsException Refused(string folder) =>
        Assert.Throws<TeacherWeightsException>(() => TeacherWeights.Load(SmallNetworks.Family, folder, (network, _) => Assert.Fail($"{network.Name} was handed over.")));

    private IReadOnlyList<string> Problems() => Refused(_temporary.Path).Problems;

    /// <summary>Asserts that the face morpher alone is refused, by the loader and by the examination alike.</summary>
    private void FaceIsRefused(params string[] words)
    {
        TeacherWeightsException error = Assert.Throws<TeacherWeightsException>(() => TeacherWeights.Load(SmallNetworks.Family, _temporary.Path, (_, _) => { }));
        string problem = Assert.Single(error.Problems);
        Assert.Equal(problem, error.Message);
        Assert.StartsWith(FacePath + ": ", problem, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, problem, StringComparison.Ordinal));
        Assert.Equal(problem, Assert.Single(TeacherWeights.Examine(SmallNetworks.Family, _temporary.Path), report => !report.IsGood).Problem?.ToString());
    }

    /// <summary>The small face morpher with a first tensor of another type.</summary>
    private static byte[] Face(string storage, byte[] first) => ZipSketch.Checkpoint(
        StateDict(
            ("body.downsample_blocks.0.0.weight", PickleSketch.Tensor(Storage("0", 18, storage), 0, [2, 3, 3], [9, 3, 1])),
            ("head_2_alpha.0.bias", PickleSketch.Tensor("1", 4))),
        first,
        Floats(1, 2, 3, 4)).Build();

    /// <summary>Changes a byte of the first tensor.</summary>
    private static void Damage(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int place = bytes.AsSpan().IndexOf("archive/data/0"u8);
        bytes[((place / 64) + 2) * 64] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    private static void AssertSame(StateDict expected, StateDict actual)
    {
        Assert.Equal(expected.Entries.Select(entry => entry.Key), actual.Entries.Select(entry => entry.Key));
        Assert.All(expected.Entries, entry => Assert.Equal(entry.Value.Shape, actual[entry.Key].Shape));
        Assert.All(expected.Entries, entry => Assert.Equal(entry.Value.Values, actual[entry.Key].Values));
    }

    private sealed class Notes : List<TeacherLoading>, IProgress<TeacherLoading>
    {
        public void Report(TeacherLoading value) => Add(value);
    }
}
