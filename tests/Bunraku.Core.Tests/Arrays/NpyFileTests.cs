using System.Text;
using Bunraku.Core.Arrays;
using Bunraku.Core.Tests.Files;
using Bunraku.TestSupport;
using CsCheck;

namespace Bunraku.Core.Tests.Arrays;

public sealed class NpyFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Any_array_survives_a_round_trip_bit_for_bit() => Gen.Int[0, 5].Array[0, 4]
        .SelectMany(shape => Gen.Float.Array[shape.Aggregate(1, (product, size) => product * size)].Select(values => (shape, values)))
        .Sample(
            sample =>
            {
                string path = _folder.File($"{Guid.NewGuid():N}.npy");
                NpyFile.Write(path, sample.values, sample.shape);
                (int[] shape, float[] values) = NpyReader.Read(path);
                Assert.Equal(sample.shape, shape);
                Assert.Equal(sample.values.Select(BitConverter.SingleToInt32Bits), values.Select(BitConverter.SingleToInt32Bits));
            },
            iter: 100);

    [Theory]
    [InlineData(new int[0], "()")]
    [InlineData(new[] { 3 }, "(3,)")]
    [InlineData(new[] { 2, 3 }, "(2, 3)")]
    public void The_header_is_what_NumPy_writes(int[] shape, string text)
    {
        string path = _folder.File("a.npy");
        NpyFile.Write(path, new float[shape.Aggregate(1, (product, size) => product * size)], shape);
        byte[] file = File.ReadAllBytes(path);
        Assert.Equal([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0], file[..8]);
        int length = 10 + file[8] + (file[9] << 8);
        Assert.Equal(0, length % 64);
        Assert.Equal($"{{'descr': '<f4', 'fortran_order': False, 'shape': {text}, }}", Encoding.ASCII.GetString(file[10..length]).TrimEnd(' ', '\n'));
        Assert.Equal((byte)'\n', file[length - 1]);
    }

    [Fact]
    [Trait("Category", SharedData.Golden)]
    [Trait("Category", SharedData.Further)]
    public void Every_golden_array_is_read_with_the_shape_of_its_length()
    {
        string[] files = [.. TestData.Folders("golden", "student").SelectMany(folder => Directory.GetFiles(folder, "*.npy", SearchOption.AllDirectories))];
        Assert.NotEmpty(files);
        foreach (string file in files)
        {
            (int[] shape, float[] values) = NpyReader.Read(file);
            Assert.Equal(3, shape.Length);
            Assert.Equal(shape[0] * shape[1] * shape[2], values.Length);
        }
    }
}
