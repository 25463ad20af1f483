namespace Bunraku.Conv.Tests.Reference;

/// <summary>The remaining operators, by their definitions in float64.</summary>
internal static class Operations
{
    /// <summary>Instance norm: biased variance over the plane, eps 1e-5, weight and bias of each channel.</summary>
    public static Planes Norm(Planes input, float[] weight, float[] bias)
    {
        var output = new Planes(input.Channels, input.Size);
        int count = input.Size * input.Size;
        Parallel.For(0, input.Channels, channel =>
        {
            ReadOnlySpan<double> plane = input.Values.AsSpan(channel * count, count);
            double sum = 0, squares = 0;
            foreach (double value in plane)
            {
                sum += value;
            }

            double mean = sum / count;
            foreach (double value in plane)
            {
                squares += (value - mean) * (value - mean);
            }

            double deviation = Math.Sqrt((squares / count) + 1e-5);
            for (int i = 0; i < count; i++)
            {
                output.Values[(channel * count) + i] = ((plane[i] - mean) / deviation * weight[channel]) + bias[channel];
            }
        });
        return output;
    }

    /// <summary>x for x at least 0, else slope * x.</summary>
    public static Planes Rectify(Planes input, double slope) => Map(input, value => value >= 0 ? value : slope * value);

    public static Planes Sigmoid(Planes input) => Map(input, value => 1 / (1 + Math.Exp(-value)));

    public static Planes Tanh(Planes input) => Map(input, Math.Tanh);

    public static Planes Add(Planes left, Planes right)
    {
        var output = new Planes(left.Channels, left.Size);
        for (int i = 0; i < output.Values.Length; i++)
        {
            output.Values[i] = left.Values[i] + right.Values[i];
        }

        return output;
    }

    /// <summary>nearest x2: each pixel becomes 2 x 2.</summary>
    public static Planes Double(Planes input) => Fill(input.Channels, 2 * input.Size, (channel, row, column) => input[channel, row / 2, column / 2]);

    /// <summary>The bilinear resize to half the size: the mean of 2 x 2 pixels.</summary>
    public static Planes Halve(Planes input) => Fill(input.Channels, input.Size / 2, (channel, row, column) =>
        (input[channel, 2 * row, 2 * column] + input[channel, 2 * row, (2 * column) + 1] + input[channel, (2 * row) + 1, 2 * column] + input[channel, (2 * row) + 1, (2 * column) + 1]) / 4);

    /// <summary>The bilinear resize to double the size, align_corners = false.</summary>
    public static Planes Enlarge(Planes input)
    {
        return Fill(input.Channels, 2 * input.Size, (channel, row, column) => Sample(input, channel, ((row + 0.5) / 2) - 0.5, ((column + 0.5) / 2) - 0.5));
    }

    /// <summary>The grid sample: bilinear, border padding, align_corners = false.</summary>
    /// <param name="grid">[2]: offsets in x, then in y, in units where 2 is the picture's side.</param>
    /// <param name="picture">What is sampled.</param>
    public static Planes Warp(Planes grid, Planes picture) => Fill(picture.Channels, picture.Size, (channel, row, column) =>
        Sample(picture, channel, row + (grid[1, row, column] * picture.Size / 2), column + (grid[0, row, column] * picture.Size / 2)));

    /// <summary>alpha * first + (1 - alpha) * second; alpha has one channel or as many as the pictures.</summary>
    public static Planes Blend(Planes alpha, Planes first, Planes second) => Fill(first.Channels, first.Size, (channel, row, column) =>
    {
        double weight = alpha[alpha.Channels == 1 ? 0 : channel, row, column];
        return (weight * first[channel, row, column]) + ((1 - weight) * second[channel, row, column]);
    });

    /// <summary>The blend of the colours alone; the fourth channel is that of the second picture.</summary>
    public static Planes BlendColors(Planes alpha, Planes first, Planes second)
    {
        Planes output = Blend(alpha, first, second);
        second.Values.AsSpan(3 * second.Size * second.Size).CopyTo(output.Values.AsSpan(3 * second.Size * second.Size));
        return output;
    }

    public static Planes Concat(params Planes[] parts)
    {
        var output = new Planes(parts.Sum(part => part.Channels), parts[0].Size);
        int place = 0;
        foreach (Planes part in parts)
        {
            part.Values.CopyTo(output.Values, place);
            place += part.Values.Length;
        }

        return output;
    }

    /// <summary>One constant plane for each value of a pose.</summary>
    public static Planes Constant(ReadOnlySpan<float> values, int size)
    {
        double[] copy = [.. values.ToArray()];
        return Fill(copy.Length, size, (channel, _, _) => copy[channel]);
    }

    public static Planes Crop(Planes input, int top, int left, int size) => Fill(input.Channels, size, (channel, row, column) => input[channel, top + row, left + column]);

    public static Planes Paste(Planes picture, Planes part, int top, int left) => Fill(picture.Channels, picture.Size, (channel, row, column) =>
        row >= top && row < top + part.Size && column >= left && column < left + part.Size ? part[channel, row - top, column - left] : picture[channel, row, column]);

    private static double Sample(Planes picture, int channel, double y, double x)
    {
        int last = picture.Size - 1;
        (y, x) = (Math.Clamp(y, 0, last), Math.Clamp(x, 0, last));
        (int top, int left) = ((int)y, (int)x);
        (int bottom, int right) = (Math.Min(top + 1, last), Math.Min(left + 1, last));
        (double down, double across) = (y - top, x - left);
        return ((1 - down) * (((1 - across) * picture[channel, top, left]) + (across * picture[channel, top, right])))
            + (down * (((1 - across) * picture[channel, bottom, left]) + (across * picture[channel, bottom, right])));
    }

    private static Planes Map(Planes input, Func<double, double> map)
    {
        var output = new Planes(input.Channels, input.Size);
        Parallel.For(0, input.Channels * input.Size, row =>
        {
            for (int i = row * input.Size; i < (row + 1) * input.Size; i++)
            {
                output.Values[i] = map(input.Values[i]);
            }
        });
        return output;
    }

    private static Planes Fill(int channels, int size, Func<int, int, int, double> value)
    {
        var output = new Planes(channels, size);
        Parallel.For(0, channels * size, i =>
        {
            for (int column = 0; column < size; column++)
            {
                output[i / size, i % size, column] = value(i / size, i % size, column);
            }
        });
        return output;
    }
}
