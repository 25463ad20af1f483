using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Bunraku.Conv.Tests.Golden;

/// <summary>One golden output: the values of every step-th row and column in float64, and how far a result may be from them.</summary>
/// <param name="Index">The output's number, 0 to 28.</param>
/// <param name="Step">The step of rows and columns.</param>
/// <param name="Values">[channel][row][column].</param>
/// <param name="Maximum">The largest difference that a float32 run may have.</param>
/// <param name="Mean">The largest mean difference that a float32 run may have.</param>
internal sealed partial record GoldenValues(int Index, int Step, double[] Values, double Maximum, double Mean)
{
    /// <summary>Reads the values of a .npy file of float64 values.</summary>
    public static double[] Read(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        int start = 10 + BitConverter.ToUInt16(file, 8);
        Match header = Header().Match(Encoding.ASCII.GetString(file, 0, start));
        Assert.True(header.Success, $"{path} is another kind of .npy file.");
        double[] values = MemoryMarshal.Cast<byte, double>(file.AsSpan(start)).ToArray();
        Assert.Equal(header.Groups["size"].Captures.Aggregate(1, (product, size) => product * int.Parse(size.Value, CultureInfo.InvariantCulture)), values.Length);
        return values;
    }

    /// <summary>Fails unless a float32 result is within the tolerances.</summary>
    /// <param name="case">The name of the case, for the message.</param>
    /// <param name="planes">[channel][row][column], every row and column.</param>
    /// <param name="size">Rows, and columns.</param>
    public void AssertClose(string @case, ReadOnlySpan<float> planes, int size)
    {
        (double maximum, double sum) = (0, 0);
        int side = (size + Step - 1) / Step;
        Assert.Equal(Values.Length * (long)size * size, (long)planes.Length * side * side);
        for (int i = 0; i < Values.Length; i++)
        {
            int channel = i / (side * side), row = i / side % side * Step, column = i % side * Step;
            double difference = Math.Abs(planes[(((channel * size) + row) * size) + column] - Values[i]);

            // Math.Max passes NaN on, so that a value that is not a number fails.
            maximum = Math.Max(maximum, difference);
            sum += difference;
        }

        double mean = sum / Values.Length;
        Assert.True(maximum <= Maximum && mean <= Mean, $"{@case}, output {Index}: differs by at most {maximum:g3} (allowed {Maximum:g3}), on average {mean:g3} (allowed {Mean:g3}).");
    }

    /// <summary>Fails unless a float64 result is within the one tolerance of float64.</summary>
    public void AssertEqual(string @case, Reference.Planes planes, double tolerance)
    {
        int side = (planes.Size + Step - 1) / Step;
        for (int i = 0; i < Values.Length; i++)
        {
            double actual = planes[i / (side * side), i / side % side * Step, i % side * Step];
            Assert.True(Math.Abs(actual - Values[i]) <= tolerance, $"{@case}, output {Index}: value {i} is {actual:g12}, not {Values[i]:g12}.");
        }
    }

    [GeneratedRegex("""^.NUMPY\x01\x00..\{'descr': '<f8', 'fortran_order': False, 'shape': \((?:(?<size>\d+),? ?)*\), \} *\n$""", RegexOptions.Singleline)]
    private static partial Regex Header();
}
