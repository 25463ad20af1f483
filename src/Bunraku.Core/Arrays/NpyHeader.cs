using System.Globalization;
using System.Text.RegularExpressions;
using Bunraku.Core.Errors;

namespace Bunraku.Core.Arrays;

/// <summary>What the header of a .npy file says: a Python dictionary with the keys descr, fortran_order and shape.</summary>
/// <param name="ItemSize">4 for float32, 8 for float64.</param>
/// <param name="Shape">The sizes of the dimensions.</param>
/// <param name="Count">The number of values.</param>
internal sealed partial record NpyHeader(int ItemSize, int[] Shape, long Count)
{
    /// <summary>Reads the text of a header.</summary>
    /// <exception cref="BadInputException">A key is missing, or the array is of a kind that is not read.</exception>
    public static NpyHeader Parse(string text, string path)
    {
        string descr = Required(DescrPattern().Match(text), "descr", path);
        string order = Required(OrderPattern().Match(text), "fortran_order", path);
        string shape = Required(ShapePattern().Match(text), "shape", path);
        int itemSize = descr switch
        {
            "<f4" => 4,
            "<f8" => 8,
            _ => throw new BadInputException(
                $"{path}: the numbers are of type {descr}; float32 or float64, little-endian (<f4 or <f8), was expected. Convert with array.astype('<f4')."),
        };
        if (order != "False")
        {
            throw new BadInputException($"{path}: the array is in Fortran order; C order was expected. Convert with numpy.ascontiguousarray.");
        }

        int[] sizes = [.. shape.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(size => SizeOf(size, path))];
        return new NpyHeader(itemSize, sizes, CountOf(sizes, path));
    }

    private static string Required(Match match, string key, string path) => match.Success
        ? match.Groups[1].Value
        : throw new BadInputException($"{path}: the header of the .npy file has no valid {ForeignText.Quote(key)}.");

    private static int SizeOf(string text, string path) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int size)
            ? size
            : throw new BadInputException($"{path}: {ForeignText.Quote(text)} in the shape of the .npy file is not a size.");

    private static long CountOf(int[] sizes, string path)
    {
        long count = 1;
        foreach (int size in sizes)
        {
            count *= size;
            if (count > Array.MaxLength)
            {
                throw new BadInputException($"{path}: an array [{string.Join(", ", sizes)}] is too large to read.");
            }
        }

        return count;
    }

    [GeneratedRegex("""['"]descr['"]\s*:\s*['"]([^'"]*)['"]""")]
    private static partial Regex DescrPattern();

    [GeneratedRegex("""['"]fortran_order['"]\s*:\s*(True|False)""")]
    private static partial Regex OrderPattern();

    [GeneratedRegex("""['"]shape['"]\s*:\s*\(([^)]*)\)""")]
    private static partial Regex ShapePattern();
}
